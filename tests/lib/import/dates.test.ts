import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toClinicWall, toInstant } from "@/lib/import/clinic-time";
import { type DateOrder, readWhen, resolveDate } from "@/lib/import/date-text";
import { readDuration } from "@/lib/import/duration-text";
import { readTime, readTimes } from "@/lib/import/time-text";
import { importText, previewText, verdicts } from "@/tests/support/import-text";

const two = (value: number) => String(value).padStart(2, "0");

const clock = (time?: { hour: number; minute: number } | null) =>
  time && `${time.hour}:${String(time.minute).padStart(2, "0")}`;

function wall(text: string, order: DateOrder | null): string | null {
  const when = readWhen(text);
  const day = when?.date ? resolveDate(when.date, order) : null;
  if (!when || !day) return null;
  const time = when.time ? ` ${two(when.time.hour)}:${two(when.time.minute)}` : "";
  return `${day.year}-${two(day.month)}-${two(day.day)}${time}${when.offset ?? ""}`;
}

describe("dates and times as written", () => {
  it.each<[string, DateOrder | null, string | null]>([
    ["December 2, 2020 9:00 am", null, "2020-12-02 09:00"],
    ["September 2, 2019 10:15", null, "2019-09-02 10:15"],
    ["04 Jul 2026, 3:00pm", null, "2026-07-04 15:00"],
    ["Thursday, March 5, 2026 at 3:00 PM", null, "2026-03-05 15:00"],
    ["Thu 5 Mar 2026 15:00", null, "2026-03-05 15:00"],
    ["Thu, 03/05/2026 3:00 PM", "MDY", "2026-03-05 15:00"],
    ["5-Mar-26 15:00", null, "2026-03-05 15:00"],
    ["March 5th, 2026", null, "2026-03-05"],
    ["vendredi 20 mars 2026 à 14h30", null, "2026-03-20 14:30"],
    ["mar 5 mayo 2026", null, "2026-05-05"],
    ["20 de marzo de 2026 14:30", null, "2026-03-20 14:30"],
    ["20. März 2026, 14:30 Uhr", null, "2026-03-20 14:30"],
    ["2025-03-03 11:00 am", null, "2025-03-03 11:00"],
    ["2026-03-05 10:00:00", null, "2026-03-05 10:00"],
    ["2026-03-05T10:00:00.000Z", null, "2026-03-05 10:00Z"],
    ["2026-03-05T10:00-05:00", null, "2026-03-05 10:00-05:00"],
    ["2026-03-05 10:00:00 +0100", null, "2026-03-05 10:00+01:00"],
    ["2026-03-05 10:00 UTC", null, "2026-03-05 10:00Z"],
    ["3/5/2026 10:00 AM (GMT-5)", "MDY", "2026-03-05 10:00-05:00"],
    ["3/5/2026 10:00 AM EST", "MDY", "2026-03-05 10:00"],
    ["3/5/2026 10:00 AM", "MDY", "2026-03-05 10:00"],
    ["3/5/2026 10:00 AM", "DMY", "2026-05-03 10:00"],
    ["05.03.2026 10:00", "DMY", "2026-03-05 10:00"],
    ["3/5/26", "MDY", "2026-03-05"],
    ["26/3/05", "YMD", "2026-03-05"],
    ["26/03/05", "YMD", "2026-03-05"],
    ["2026/03/05", "DMY", "2026-03-05"],
    ["20260305T100000", null, null],
    ["20260305T10:00", null, "2026-03-05 10:00"],
    ["10/10/2026 12:00 am", null, "2026-10-10 00:00"],
    ["10/10/2026 12:15 PM", null, "2026-10-10 12:15"],
    ["3/5/2026 10:00", null, null],
    ["13/45/2026 9:00 AM", "MDY", null],
    ["2/30/2026 9:00 AM", "MDY", null],
    ["31/02/2026", "DMY", null],
    ["29/02/2026", "DMY", null],
    ["29/02/2028", "DMY", "2028-02-29"],
    ["3/5/2026 25:00", "MDY", null],
    ["3/5/2026 13:00 PM", "MDY", null],
    ["3/5/2026 10:61", "MDY", null],
    ["3/5/2026 soon", "MDY", null],
    ["TBD", null, null],
    ["########", null, null],
    ["46086.4375", null, null],
    ["", null, null],
  ])("%s as %s", (text, order, expected) => {
    expect(wall(text, order)).toBe(expected);
  });

  it.each([
    ["11:30:00-12:20:00", "11:30", "12:20"],
    ["9:00 AM - 10:00 AM", "9:00", "10:00"],
    ["9:00 – 10:00 am", "9:00", "10:00"],
    ["11:00 - 1:00 PM", "11:00", "13:00"],
    ["1:00 - 2:00 PM", "13:00", "14:00"],
    ["14:30 to 15:30", "14:30", "15:30"],
  ])("span %s", (text, from, to) => {
    const times = readTimes(text.toLowerCase());
    expect([clock(times?.time), clock(times?.endTime)]).toEqual([from, to]);
  });

  it.each([
    ["9am", 9],
    ["9 a.m.", 9],
    ["12 pm", 12],
    ["14h", 14],
    ["14.30", 14],
  ])("time %s", (text, hour) => {
    expect(readTime(text)?.hour).toBe(hour);
  });

  it.each([["9"], ["24:00"], ["0:30 pm"], ["x"], ["9:5"]])("no time %s", (text) => {
    expect(readTime(text)).toBeNull();
  });

  it("reads back every day that exists under the order it was written in, and no other", () => {
    const parts = fc.tuple(fc.nat(40), fc.nat(40), fc.integer({ min: 1950, max: 2099 }));
    fc.assert(
      fc.property(parts, fc.constantFrom<"MDY" | "DMY">("MDY", "DMY"), ([a, b, year], order) => {
        const [month, day] = order === "MDY" ? [a, b] : [b, a];
        const at = new Date(Date.UTC(year, month - 1, day));
        const real = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
        const when = readWhen(`${a}/${b}/${year}`);
        const read = when?.date ? resolveDate(when.date, order) : null;
        expect(read).toEqual(real ? { year, month, day } : null);
      }),
    );
  });
});

describe("durations", () => {
  it.each([
    ["60", "", 60],
    ["60.0", "", 60],
    ["1:30", "", 90],
    ["0:45", "", 45],
    ["01:15:00", "", 75],
    ["1h 10min", "", 70],
    ["1 hr 30 mins", "", 90],
    ["1 hour, 15 minutes", "", 75],
    ["90 min", "", 90],
    ["2h", "", 120],
    ["1h30", "", 90],
    ["1.5 hours", "", 90],
    ["PT1H30M", "", 90],
    ["1.5", "Duration (hours)", 90],
    ["0", "", null],
    ["0:00", "", null],
    ["1:75", "", null],
    ["soon", "", null],
    ["", "", null],
    ["99999", "", null],
  ])("%s under %j", (text, heading, minutes) => {
    expect(readDuration(text, heading)).toBe(minutes);
  });
});

const inChicago = (day: number, month: number, hour: number, minute = 0) =>
  toInstant({ year: 2026, month, day }, { hour, minute, second: 0 }, "America/Chicago");

describe("the clinic's zone", () => {
  it("refuses a time that the clocks skip", () => {
    expect(inChicago(8, 3, 2, 30)).toEqual({ ok: false, reason: "gap" });
    expect(inChicago(8, 3, 3)).toMatchObject({ ok: true, at: new Date("2026-03-08T08:00:00Z") });
  });
  it("takes the earlier of a time that exists twice, and says so", () => {
    expect(inChicago(1, 11, 1, 30)).toEqual({
      ok: true,
      at: new Date("2026-11-01T06:30:00Z"),
      twice: true,
    });
    expect(inChicago(1, 11, 2, 30)).toMatchObject({ twice: false });
  });
  it("shows an instant on the clinic's wall", () => {
    expect(toClinicWall(new Date("2026-03-09T15:00:59Z"), "America/Phoenix")).toBe(
      "2026-03-09T08:00",
    );
  });
});

const file = (...dates: string[]) =>
  [
    "Client Name,Service,Date,Start Time,Birthday",
    ...dates.map((date) => `Ada,SkinPen,${date}`),
  ].join("\n");

describe("rows with dates", () => {
  it("asks for the order when nothing proves it and a treatment depends on it", async () => {
    const open = file("3/5/2026,10:00,", "4/6/2026,10:00,");
    expect(await importText(open)).toMatchObject({ ok: false, reason: "date-order" });
    const chosen = await previewText(open, { dateOrder: "DMY" });
    expect(chosen.dateOrder).toEqual({ order: "DMY", proven: false });
    expect(chosen.rows[0]).toMatchObject({
      treatment: { startAt: new Date("2026-05-03T15:00:00Z") },
    });
  });

  it("does not ask when no treatment depends on it", async () => {
    expect(verdicts(await previewText(file("5/5/2026,10:00,")))).toEqual(["accept"]);
    const others = "Client Name,Service,Date,Start Time\nAda,Botox,3/5/2026,10:00\n";
    expect(verdicts(await previewText(others))).toEqual(["not-microneedling"]);
  });

  it("takes one proof for the whole file, from any row or any other date column", async () => {
    const own = await previewText(file("3/5/2026,10:00,", "13/6/2026,10:00,"));
    expect(own.dateOrder).toEqual({ order: "DMY", proven: true });
    const birthday = await previewText(file("3/5/2026,10:00,6/18/1985"));
    expect(birthday.dateOrder).toEqual({ order: "MDY", proven: true });
  });

  it("is not proven by dates that don't exist, and asks when the file contradicts itself", async () => {
    expect(await importText(file("3/5/2026,10:00,", "13/45/2026,10:00,"))).toMatchObject({
      ok: false,
    });
    expect(await importText(file("3/15/2026,10:00,", "15/3/2026,10:00,"))).toMatchObject({
      ok: false,
    });
  });

  it("rejects a stray date of the other order instead of rolling it over", async () => {
    const proven = Array.from({ length: 10 }, (_, index) => `3/${index + 13}/2026,10:00,`);
    const preview = await previewText(file(...proven, "25/12/2025,10:00,"));
    expect(verdicts(preview).slice(-2)).toEqual(["accept", "bad-date"]);
    expect(preview.rows.at(-1)).toMatchObject({ cell: { column: "Date", value: "25/12/2025" } });
  });

  it("holds a row whose time the clocks skipped, flags one that exists twice", async () => {
    const preview = await previewText(file("2026-03-08,02:30,", "2026-11-01,01:30,"));
    expect(verdicts(preview)).toEqual(["nonexistent-time", "accept"]);
    expect(preview.rows[1]).toMatchObject({
      treatment: { warnings: ["no-contact", "time-exists-twice"] },
    });
  });

  it("does not invent a time of day", async () => {
    expect(verdicts(await previewText(file("2026-03-05,,", "2026-03-05,soon,")))).toEqual([
      "bad-date",
      "bad-date",
    ]);
  });

  it("does not believe an end before the start, and takes the duration when end is start", async () => {
    const preview = await previewText(
      "Client Name,Service,Start,End,Duration\nAda,SkinPen,2026-03-05 10:00,2026-03-05 09:00,\nBo,SkinPen,2026-03-05 10:00,2026-03-05 10:00,1:15\nCy,SkinPen,2026-03-05 10:00,11:30 AM,\n",
    );
    const ends = preview.rows.map((row) => row.verdict === "accept" && row.treatment.endAt);
    expect(ends).toEqual([
      null,
      new Date("2026-03-05T17:15:00Z"),
      new Date("2026-03-05T17:30:00Z"),
    ]);
    expect(preview.rows[0]).toMatchObject({
      treatment: { warnings: ["no-contact", "end-unreadable"] },
    });
  });
});
