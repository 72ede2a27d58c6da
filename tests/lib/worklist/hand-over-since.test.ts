import { describe, expect, it } from "vitest";
import { handOverSince } from "@/lib/worklist/hand-over-since";

const NOW = new Date("2026-11-24T16:00:00Z");
const since = (query: Record<string, string | string[]>) =>
  handOverSince(query, NOW, "America/Chicago");

describe("since when news counts", () => {
  it.each([
    [{}, "2026-11-24T04:00:00.000Z", 12],
    [{ hours: "4" }, "2026-11-24T12:00:00.000Z", 4],
    [{ hours: "24" }, "2026-11-23T16:00:00.000Z", 24],
    [{ hours: "7" }, "2026-11-24T04:00:00.000Z", 12],
    [{ hours: ["4", "8"] }, "2026-11-24T04:00:00.000Z", 12],
    [{ since: "", hours: "8" }, "2026-11-24T08:00:00.000Z", 8],
    [{ since: "2026-11-24T06:30" }, "2026-11-24T12:30:00.000Z", null],
  ])("%j is %s", (query, expected, hours) => {
    const read = since(query);
    expect([read.since.toISOString(), read.hours, read.error]).toEqual([
      expected,
      hours,
      undefined,
    ]);
  });

  it.each([
    ["nonsense", "Enter a day and a time"],
    ["2026-11-24T12:00", "Enter a time that has passed"],
    ["2026-10-01T12:00", "Enter a time in the last 31 days"],
  ])("%s: %s", (text, error) => {
    expect(since({ since: text })).toMatchObject({ hours: 12, error });
  });
});
