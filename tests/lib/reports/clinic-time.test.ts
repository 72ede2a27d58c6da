import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addOpenHours, type ClinicHours, openTimeOf } from "@/lib/follow-up/opening-hours";
import { localClock } from "@/lib/reports/local-clock";
import { boundsOf } from "@/lib/reports/period";

const HOUR = 3_600_000;
const DAY = [["09:00", "17:00"]] as const;
const CHICAGO: ClinicHours = {
  openingHours: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [], sun: [] },
  holidays: ["2026-11-26"],
  timeZone: "America/Chicago",
};

/** Four opening hours from an instant, as an ISO instant; null when they aren't over within 60 days. */
function fourFrom(instant: string, clinic: ClinicHours): string | null {
  const from = Date.parse(instant);
  const passed = openTimeOf(clinic)(from, 4 * HOUR, from + 60 * 24 * HOUR);
  return passed === null ? null : new Date(passed).toISOString();
}

function withDay(day: keyof ClinicHours["openingHours"], hours: readonly [string, string][]) {
  return { ...CHICAGO, openingHours: { ...CHICAGO.openingHours, [day]: hours } };
}

describe("the instants of a period", () => {
  it.each([
    ["Asia/Kolkata", "2026-03-01", "2026-02-28T18:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-04-06", "2026-04-05T13:30:00.000Z"],
    // Midnight is skipped: the day begins at 1 AM.
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00.000Z"],
    ["America/Havana", "2026-03-08", "2026-03-08T05:00:00.000Z"],
    // The clocks go back from 1 AM to midnight: the day begins at the first one.
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z"],
  ])("in %s: %s begins at %s", (zone, from, instant) => {
    expect(new Date(boundsOf({ from, to: "2027-01-01" }, zone).from).toISOString()).toBe(instant);
  });
});

describe("what a clinic's wall shows", () => {
  it.each([
    ["America/New_York", "2026-11-01T05:30:00Z", "2026-11-01", "sun", 1, "2026-W44"],
    ["America/New_York", "2026-11-01T06:30:00Z", "2026-11-01", "sun", 1, "2026-W44"],
    ["Asia/Kathmandu", "2026-01-03T18:20:00Z", "2026-01-04", "sun", 0, "2026-W01"],
    ["UTC", "2027-01-01T12:00:00Z", "2027-01-01", "fri", 12, "2026-W53"],
    ["UTC", "2024-12-30T00:00:00Z", "2024-12-30", "mon", 0, "2025-W01"],
  ])("%s, %s", (zone, at, date, weekday, hour, week) => {
    expect(localClock(zone)(Date.parse(at))).toEqual({ date, weekday, hour, week });
  });

  it("is the same in whatever order instants are asked", () => {
    const hours = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 30 });
    const zones = fc.constantFrom("America/New_York", "Australia/Lord_Howe", "Asia/Beirut");
    fc.assert(
      fc.property(zones, hours, (zone, asked) => {
        const local = localClock(zone);
        const format = new Intl.DateTimeFormat("en-CA", {
          timeZone: zone,
          year: "numeric",
          month: "2-digit",
          day: "2-digit",
          hour: "2-digit",
          hourCycle: "h23",
        });
        for (const hour of asked) {
          const at = Date.parse("2025-01-01T00:10:00Z") + hour * HOUR;
          const { date, hour: shown } = local(at);
          expect(`${date}, ${String(shown).padStart(2, "0")}`).toBe(format.format(at));
        }
      }),
    );
  });
});

describe("opening time", () => {
  it("passes as the worklist counts it, wherever both can", () => {
    const from = fc.date({
      min: new Date("2026-01-01"),
      max: new Date("2027-12-31"),
      noInvalidDate: true,
    });
    const open = openTimeOf(CHICAGO);
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 30 }), (at, hours) => {
        const until = at.getTime() + 30 * 24 * HOUR;
        const passed = open(at.getTime(), hours * HOUR, until);
        expect(new Date(passed!)).toEqual(addOpenHours(at, hours, CHICAGO));
      }),
    );
  });

  it("of a clinic that never opens never passes", () => {
    const shut = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    expect(fourFrom("2026-11-24T16:00:00Z", { ...CHICAGO, openingHours: shut })).toBeNull();
  });

  it("is over at the very instant at which it has passed, and not before", () => {
    const from = Date.parse("2026-11-24T16:00:00Z");
    const open = openTimeOf(CHICAGO);
    expect(open(from, 4 * HOUR, from + 4 * HOUR)).toBe(from + 4 * HOUR);
    expect(open(from, 4 * HOUR, from + 4 * HOUR - 1)).toBeNull();
  });

  it.each([
    [
      "in any order",
      [
        ["14:00", "18:00"],
        ["09:00", "13:00"],
      ],
      "2026-11-24T21:00:00.000Z",
    ],
    [
      "written twice",
      [
        ["09:00", "15:00"],
        ["10:00", "17:00"],
      ],
      "2026-11-24T20:00:00.000Z",
    ],
    ["until midnight", [["22:00", "24:00"]], "2026-11-25T17:00:00.000Z"],
    ["past midnight", [["22:00", "02:00"]], "2026-11-25T08:00:00.000Z"],
  ] as [string, [string, string][], string][])("is counted once: hours %s", (_, hours, until) => {
    expect(fourFrom("2026-11-24T16:00:00Z", withDay("tue", hours))).toBe(until);
  });

  it("that the clocks skip doesn't pass", () => {
    // 8 March 2026, Chicago: 2 AM to 3 AM isn't there. From half past two is from three.
    const night = withDay("sun", [["02:30", "08:00"]]);
    expect(fourFrom("2026-03-08T06:00:00Z", night)).toBe("2026-03-08T12:00:00.000Z");
  });
});
