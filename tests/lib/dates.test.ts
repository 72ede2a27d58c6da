import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absolute,
  ageOn,
  endOfDay,
  fieldValue,
  instantOfField,
  isZone,
  lasting,
  lateness,
  relativeTo,
  soonWords,
  startOfDay,
} from "@/lib/dates";

const NOW = new Date("2026-11-24T16:00:00Z");
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

describe("an instant in words", () => {
  it.each([
    [0.5, "just now"],
    [1, "1 min ago"],
    [59.9, "59 min ago"],
    [60, "1 h ago"],
    [47 * 60, "47 h ago"],
    [48 * 60, "2 days ago"],
    [-90, "in 1 h"],
  ])("%s minutes ago is %s", (minutes, words) => {
    expect(relativeTo(ago(minutes), NOW)).toBe(words);
  });

  it.each([
    [0.9, "under 1 min"],
    [5.9, "5 min"],
    [60, "1 h"],
    [65, "1 h 5 min"],
    [47 * 60 + 59, "47 h 59 min"],
    [48 * 60 + 59, "2 days"],
    [51 * 60 + 5, "2 days 3 h"],
    [-3, "under 1 min"],
  ])("%s minutes have lasted %s", (minutes, words) => {
    expect(lasting(ago(minutes), NOW)).toBe(words);
  });

  it("is late from the first minute on", () => {
    expect(lateness(ago(0.99), NOW)).toBeNull();
    expect(lateness(ago(1), NOW)).toBe("1 min late");
    expect(lateness(ago(-5), NOW)).toBeNull();
  });

  it.each([
    ["2026-11-25T05:59:00Z", "today at 11:59 PM"],
    ["2026-11-25T06:00:00Z", "tomorrow at 12:00 AM"],
    ["2026-11-26T15:00:00Z", "Thu at 9:00 AM"],
    ["2026-12-01T05:59:00Z", "Mon at 11:59 PM"],
    ["2026-12-01T15:00:00Z", "Tue 1 Dec at 9:00 AM"],
    ["2026-11-23T15:00:00Z", "Mon 23 Nov at 9:00 AM"],
  ])("%s is soon said as %s", (iso, words) => {
    expect(soonWords(new Date(iso), NOW, "America/Chicago", "at ")).toBe(words);
  });

  it("stands in the clinic's zone, on both sides of a clock change", () => {
    expect(absolute(new Date("2026-03-08T07:59:00Z"), "America/Chicago")).toBe(
      "Sun 8 Mar 2026, 1:59 AM",
    );
    expect(absolute(new Date("2026-03-08T08:00:00Z"), "America/Chicago")).toBe(
      "Sun 8 Mar 2026, 3:00 AM",
    );
  });
});

describe("a time zone", () => {
  it.each(["America/Chicago", "Asia/Kolkata", "Asia/Calcutta", "UTC"])("is named %s", (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(["", "Mars/Phobos", "+05:30", "-03", "America/Chicago\0"])("isn't named %j", (name) => {
    expect(isZone(name)).toBe(false);
  });
});

describe("a day of the clinic", () => {
  it("ends at the next midnight, also when it has 23 or 25 hours", () => {
    const end = (at: string) => endOfDay(new Date(at), "America/Chicago").toISOString();
    expect(end("2026-11-24T16:00:00Z")).toBe("2026-11-25T06:00:00.000Z");
    expect(end("2026-03-08T12:00:00Z")).toBe("2026-03-09T05:00:00.000Z");
    expect(end("2026-11-01T12:00:00Z")).toBe("2026-11-02T06:00:00.000Z");
    // In Havana this day begins at 1 AM.
    const odd = endOfDay(new Date("2027-03-14T12:00:00Z"), "America/Havana");
    expect(odd.toISOString()).toBe("2027-03-15T04:00:00.000Z");
  });

  it.each([
    ["America/Chicago", "2026-11-24T06:00:00.000Z"],
    ["Pacific/Auckland", "2026-11-24T11:00:00.000Z"],
    ["Asia/Kolkata", "2026-11-23T18:30:00.000Z"],
  ])("in %s begins at its midnight", (zone, begins) => {
    expect(startOfDay(NOW, zone).toISOString()).toBe(begins);
  });

  it("decides how old somebody is", () => {
    expect(ageOn("2000-11-25", NOW, "America/Chicago")).toBe(25);
    expect(ageOn("2000-11-25", NOW, "Pacific/Auckland")).toBe(26);
    expect(ageOn(null, NOW, "America/Chicago")).toBeNull();
  });
});

describe("a form's date and time", () => {
  it("comes back as it was written, for any minute that isn't there twice", () => {
    const minutes = fc.integer({ min: 27_000_000, max: 31_000_000 });
    fc.assert(
      fc.property(
        minutes,
        fc.constantFrom("America/Chicago", "Europe/Dublin", "Asia/Kolkata"),
        (minute, zone) => {
          const at = new Date(minute * 60_000);
          const read = instantOfField(fieldValue(at, zone), zone);
          expect([at.getTime(), at.getTime() - 3_600_000]).toContain(read?.getTime());
        },
      ),
    );
  });

  it("that the clocks skipped means nothing, one that is there twice the first", () => {
    expect(instantOfField("2026-03-08T02:30", "America/Chicago")).toBeNull();
    expect(instantOfField("2026-11-01T01:30", "America/Chicago")?.toISOString()).toBe(
      "2026-11-01T06:30:00.000Z",
    );
  });

  it.each(["", "yesterday", "2026-02-30T10:00", "2026-13-01T10:00", "24.11.2026"])(
    "as %o is none",
    (text) => {
      expect(instantOfField(text, "America/Chicago")).toBeNull();
    },
  );
});
