import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayWriteFrom } from "@/lib/messaging/quiet-hours";

const NIGHT = { from: "20:00", until: "09:00" };
const free = (at: string, zone: string, wanted: { from: string; until: string } | null = null) =>
  mayWriteFrom(new Date(at), zone, { quiet: NIGHT, wanted }).toISOString();

describe("quiet hours", () => {
  it.each([
    ["just before they begin", "2026-11-24T01:59:59Z", "2026-11-24T01:59:59.000Z"],
    ["as they begin", "2026-11-24T02:00:00Z", "2026-11-24T15:00:00.000Z"],
    ["after midnight", "2026-11-24T08:30:00Z", "2026-11-24T15:00:00.000Z"],
    ["a second before they end", "2026-11-24T14:59:59Z", "2026-11-24T15:00:00.000Z"],
    ["as they end", "2026-11-24T15:00:00Z", "2026-11-24T15:00:00.000Z"],
  ])("in Chicago, %s", (_, at, expected) => {
    expect(free(at, "America/Chicago")).toBe(expected);
  });

  it.each([
    // 20:00 in New York is 19:00 in Chicago.
    ["America/New_York", "2026-11-24T01:00:00Z", "2026-11-24T14:00:00.000Z"],
    ["Pacific/Kiritimati", "2026-11-24T12:00:00Z", "2026-11-24T19:00:00.000Z"],
    ["Asia/Kathmandu", "2026-11-24T20:00:00Z", "2026-11-25T03:15:00.000Z"],
  ])("in %s", (zone, at, expected) => expect(free(at, zone)).toBe(expected));

  it("end by the clock on the nights on which it is changed", () => {
    // Eight hours of night in spring, ten in autumn: both end at nine.
    expect(free("2027-03-14T06:00:00Z", "America/Chicago")).toBe("2027-03-14T14:00:00.000Z");
    expect(free("2026-11-01T05:00:00Z", "America/Chicago")).toBe("2026-11-01T15:00:00.000Z");
  });

  it("end after a time that the clocks skip", () => {
    const quiet = { from: "22:00", until: "02:30" };
    const at = new Date("2027-03-14T07:00:00Z");
    const from = mayWriteFrom(at, "America/Chicago", { quiet, wanted: null });
    expect(from.toISOString()).toBe("2027-03-14T08:30:00.000Z");
  });

  it("hold together with the hours that a patient wants", () => {
    const wanted = { from: "17:00", until: "21:00" };
    expect(free("2026-11-24T16:00:00Z", "America/Chicago", wanted)).toBe(
      "2026-11-24T23:00:00.000Z",
    );
    expect(free("2026-11-25T01:59:00Z", "America/Chicago", wanted)).toBe(
      "2026-11-25T01:59:00.000Z",
    );
    // Wanted until nine, quiet from eight.
    expect(free("2026-11-25T02:00:00Z", "America/Chicago", wanted)).toBe(
      "2026-11-25T23:00:00.000Z",
    );
  });

  it("hold where the wanted hours lie wholly inside them", () => {
    const wanted = { from: "22:00", until: "23:00" };
    expect(free("2026-11-25T03:00:00Z", "America/Chicago", wanted)).toBe(
      "2026-11-25T15:00:00.000Z",
    );
  });

  it("are none where they begin as they end", () => {
    const at = new Date("2026-11-24T08:00:00Z");
    const none = { from: "00:00", until: "00:00" };
    expect(mayWriteFrom(at, "America/Chicago", { quiet: none, wanted: null })).toEqual(at);
  });

  it("always end outside themselves, never before the asked instant, and within a day and an hour", () => {
    const minute = fc.integer({ min: 0, max: 1439 }).map((m) => {
      const [h, rest] = [Math.floor(m / 60), m % 60];
      return `${String(h).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
    });
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2026-01-01"), max: new Date("2028-01-01"), noInvalidDate: true }),
        fc.constantFrom("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"),
        minute,
        minute,
        (at, zone, from, until) => {
          const first = mayWriteFrom(at, zone, { quiet: { from, until }, wanted: null });
          expect(first.getTime()).toBeGreaterThanOrEqual(at.getTime());
          expect(first.getTime() - at.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
          const again = mayWriteFrom(first, zone, { quiet: { from, until }, wanted: null });
          expect(again).toEqual(first);
        },
      ),
    );
  });
});
