import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addOpenHours, type ClinicHours, endOfNextOpenDay } from "@/lib/follow-up/opening-hours";

const DAY = [["09:00", "17:00"]] as const;
const CHICAGO: ClinicHours = {
  openingHours: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [], sun: [] },
  holidays: ["2026-11-26"],
  timeZone: "America/Chicago",
};

/** Four opening hours from an instant, as an ISO instant. */
function fourFrom(instant: string, clinic = CHICAGO): string {
  return addOpenHours(new Date(instant), 4, clinic).toISOString();
}

describe("opening time", () => {
  it.each([
    ["within a day", "2026-11-24T16:00:00Z", "2026-11-24T20:00:00.000Z"],
    ["from before opening", "2026-11-24T12:00:00Z", "2026-11-24T19:00:00.000Z"],
    ["to the second of closing", "2026-11-24T19:00:00Z", "2026-11-24T23:00:00.000Z"],
    ["over a night", "2026-11-24T21:00:00Z", "2026-11-25T17:00:00.000Z"],
    ["over a holiday", "2026-11-25T22:00:00Z", "2026-11-27T18:00:00.000Z"],
    ["over a weekend", "2026-11-27T22:00:00Z", "2026-11-30T18:00:00.000Z"],
    [
      "over a weekend on which the clocks go forward",
      "2026-03-06T22:00:00Z",
      "2026-03-09T17:00:00.000Z",
    ],
    [
      "over a weekend on which the clocks go back",
      "2026-10-30T21:00:00Z",
      "2026-11-02T18:00:00.000Z",
    ],
  ])("passes %s", (_, from, until) => {
    expect(fourFrom(from)).toBe(until);
  });

  it("counts an hour of the clock change once", () => {
    const night = {
      ...CHICAGO,
      openingHours: { ...CHICAGO.openingHours, sun: [["00:00", "06:00"]] as const },
    };
    // 8 March 2026: 02:00 to 03:00 doesn't exist, so six hours of the clock are five.
    expect(fourFrom("2026-03-08T06:00:00Z", night)).toBe("2026-03-08T10:00:00.000Z");
    // 1 November 2026: 01:00 to 02:00 is there twice.
    expect(fourFrom("2026-11-01T05:00:00Z", night)).toBe("2026-11-01T09:00:00.000Z");
  });

  it("goes on past midnight where the hours do", () => {
    const late = {
      ...CHICAGO,
      openingHours: { ...CHICAGO.openingHours, tue: [["20:00", "02:00"]] as const },
    };
    // Tuesday 10 PM: four hours until 2 AM, with nothing of Wednesday's day.
    expect(fourFrom("2026-11-25T04:00:00Z", late)).toBe("2026-11-25T08:00:00.000Z");
    expect(fourFrom("2026-11-25T07:00:00Z", late)).toBe("2026-11-25T18:00:00.000Z");
  });

  it("of a clinic that never opens is plain time, so that nothing is never due", () => {
    const shut = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    expect(fourFrom("2026-11-24T16:00:00Z", { ...CHICAGO, openingHours: shut })).toBe(
      "2026-11-24T20:00:00.000Z",
    );
  });

  it("never ends before as much time has passed, and more of it never ends earlier", () => {
    const instant = fc.date({
      min: new Date("2026-01-01"),
      max: new Date("2027-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 40 }), (from, hours) => {
        const until = addOpenHours(from, hours, CHICAGO);
        expect(until.getTime()).toBeGreaterThanOrEqual(from.getTime() + hours * 3_600_000);
        expect(addOpenHours(from, hours + 1, CHICAGO).getTime()).toBeGreaterThan(until.getTime());
      }),
    );
  });
});

describe("the end of the next day that the clinic opens", () => {
  it.each([
    ["of a weekday is tomorrow's", "2026-11-23T16:00:00Z", "2026-11-25T06:00:00.000Z"],
    ["skips a holiday", "2026-11-25T16:00:00Z", "2026-11-28T06:00:00.000Z"],
    ["skips a weekend", "2026-11-27T16:00:00Z", "2026-12-01T06:00:00.000Z"],
    ["counts from the clinic's day", "2026-11-24T05:30:00Z", "2026-11-25T06:00:00.000Z"],
    ["knows that a day can have 25 hours", "2026-10-30T16:00:00Z", "2026-11-03T06:00:00.000Z"],
  ])("%s", (_, from, until) => {
    expect(endOfNextOpenDay(new Date(from), CHICAGO).toISOString()).toBe(until);
  });

  it("is tomorrow's for a clinic that never opens", () => {
    const shut = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const end = endOfNextOpenDay(new Date("2026-11-24T16:00:00Z"), {
      ...CHICAGO,
      openingHours: shut,
    });
    expect(end.toISOString()).toBe("2026-11-26T06:00:00.000Z");
  });
});
