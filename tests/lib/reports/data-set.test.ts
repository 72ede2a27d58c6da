import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readReportData } from "@/lib/reports/data-set";

const golden = readFileSync(join(import.meta.dirname, "../../cases/reports/golden.json"), "utf8");

/** The worked data set with one place of it replaced, or left out. */
function saidWith(place: string, value: unknown): string | null {
  const data: unknown = JSON.parse(golden);
  const names = place.split(".");
  const last = names.pop()!;
  const holder = names.reduce<unknown>((each, name) => Reflect.get(Object(each), name), data);
  if (value === undefined) Reflect.deleteProperty(Object(holder), last);
  else Reflect.set(Object(holder), last, value);
  const read = readReportData(JSON.stringify(data));
  return read.ok ? null : read.message;
}

describe("a data set", () => {
  it("is read as it is", () => {
    expect(saidWith("format", "reports-exact/1")).toBeNull();
  });

  it("may be empty of everything", () => {
    const data = JSON.parse(golden) as Record<string, unknown>;
    const empty = Object.entries(data).map(([name, each]) => [
      name,
      Array.isArray(each) ? [] : each,
    ]);
    expect(readReportData(JSON.stringify(Object.fromEntries(empty)))).toMatchObject({ ok: true });
  });

  it.each([
    ["format", "reports-exact/2", /^format: /],
    ["calls", undefined, /^calls: /],
    ["period.from", "2025-02-30", /^period.from: /],
    ["period.to", "2025-10-01", /^period: ends before/],
    ["clinic.timeZone", "Mars/Olympus", /^clinic.timeZone: is no IANA/],
    ["clinic.openingHours.mon", [["9", "17:00"]], /^clinic.openingHours.mon.0.0: is no time/],
    ["now", "2025-12-03T15:00:00", /^now: /],
    ["calls.3.outcome", "spoke", /^calls.3.outcome: /],
    ["calls.3.id", "c0033", /^calls.\d+.id: is there twice/],
    ["calls.3.patientId", "P", /^calls.3.patientId: names no patient/],
    ["reviews.0.treatmentId", "T", /^reviews.0: names a treatment that isn't there/],
    ["stops.0.value", "+1\0", /^stops.0.value: holds a zero byte/],
  ])("with another %s is refused, and the place is named", (place, value, message) => {
    expect(saidWith(place, value)).toMatch(message);
  });

  it("that is no JSON is refused, and nothing of it is told", () => {
    expect(readReportData('{"Ana Lopez": ')).toEqual({
      ok: false,
      message: "The file isn't readable JSON.",
    });
  });
});
