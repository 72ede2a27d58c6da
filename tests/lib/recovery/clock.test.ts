import { describe, expect, it } from "vitest";
import { dayAndHour, elapsedHours, recoveryDay } from "@/lib/recovery/clock";

const ZONE = "America/New_York";

describe("the clock of a recovery", () => {
  it("counts elapsed hours, unrounded, across daylight saving", () => {
    const ended = new Date("2026-03-06T20:00:00Z");
    expect(elapsedHours(ended, new Date("2026-03-08T19:30:00Z"))).toBe(47.5);
    expect(elapsedHours(ended, new Date("2026-03-06T20:00:00.001Z"))).toBe(1 / 3_600_000);
    expect(elapsedHours(ended, new Date("2026-03-06T19:00:00Z"))).toBe(-1);
  });

  it.each([
    ["2026-06-01T19:00:00Z", "2026-06-02T03:59:59Z", 0],
    ["2026-06-01T19:00:00Z", "2026-06-02T04:00:00Z", 1],
    ["2026-06-02T03:30:00Z", "2026-06-02T04:30:00Z", 1],
    // Spring forward and fall back: 23 and 25 hours are a day each.
    ["2026-03-08T04:59:00Z", "2026-03-08T05:00:00Z", 1],
    ["2026-03-08T05:00:00Z", "2026-03-09T03:59:00Z", 0],
    ["2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", 1],
    ["2026-11-01T04:00:00Z", "2026-11-02T04:59:00Z", 0],
    ["2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", 1],
    ["2026-06-01T19:00:00Z", "2026-07-01T19:00:00Z", 30],
    ["2026-06-02T19:00:00Z", "2026-06-01T19:00:00Z", -1],
  ])("from %s to %s it is day %d", (ended, at, day) => {
    expect(recoveryDay(new Date(ended), new Date(at), ZONE)).toBe(day);
  });

  it("cuts the hour, so that no limit looks passed too early", () => {
    const ended = new Date("2026-06-01T15:00:00Z");
    expect(dayAndHour(ended, new Date("2026-06-03T14:59:59Z"), ZONE)).toBe("Day 2 · 47 h");
    expect(dayAndHour(ended, new Date("2026-06-03T15:00:00Z"), ZONE)).toBe("Day 2 · 48 h");
    expect(dayAndHour(ended, ended, ZONE)).toBe("Day 0 · 0 h");
  });

  it("refuses an unknown zone", () => {
    expect(() => recoveryDay(new Date(0), new Date(0), "Mars/Olympus")).toThrow(RangeError);
  });
});
