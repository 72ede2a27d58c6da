import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldValue } from "@/lib/dates";
import { clockWithZone, readLocalTime } from "@/lib/local-time";

const CHICAGO = "America/Chicago";

describe("a local time", () => {
  it("is one instant on most days", () => {
    expect(readLocalTime("2026-11-24T09:10", CHICAGO)).toEqual({
      kind: "once",
      at: new Date("2026-11-24T15:10:00Z"),
    });
  });

  it("that the clocks skip is none", () => {
    expect(readLocalTime("2026-03-08T02:30", CHICAGO)).toEqual({ kind: "skipped" });
    expect(readLocalTime("2026-03-08T03:00", CHICAGO)).toMatchObject({ kind: "once" });
  });

  it("that the clocks go through twice is two, told apart by the name of their time", () => {
    const twice = readLocalTime("2026-11-01T01:30", CHICAGO);
    expect(twice).toEqual({
      kind: "twice",
      earlier: new Date("2026-11-01T06:30:00Z"),
      later: new Date("2026-11-01T07:30:00Z"),
    });
    expect(clockWithZone(new Date("2026-11-01T06:30:00Z"), CHICAGO)).toBe("1:30 AM CDT");
    expect(clockWithZone(new Date("2026-11-01T07:30:00Z"), CHICAGO)).toBe("1:30 AM CST");
  });

  it.each([
    "",
    "tomorrow",
    "2026-02-30T10:00",
    "2026-13-01T10:00",
    "2026-11-24T25:00",
    "2026-11-24",
  ])("can't be read from %j", (text) => {
    expect(readLocalTime(text, CHICAGO)).toEqual({ kind: "unreadable" });
  });

  it.each([CHICAGO, "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Kolkata"])(
    "in %s is read back from how any instant stands on the clock",
    (zone) => {
      const minutes = fc.integer({ min: 0, max: 3 * 366 * 1440 });
      fc.assert(
        fc.property(minutes, (minute) => {
          const at = new Date(Date.UTC(2025, 0, 1) + minute * 60_000);
          const read = readLocalTime(fieldValue(at, zone), zone);
          const meant =
            read.kind === "once"
              ? [read.at]
              : read.kind === "twice"
                ? [read.earlier, read.later]
                : [];
          expect(meant.map((each) => each.toISOString())).toContain(at.toISOString());
        }),
        { numRuns: 300 },
      );
    },
  );
});
