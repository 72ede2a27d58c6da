import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alarmOf,
  askedOf,
  isReport,
  stepBefore,
  stepFrom,
  withAnswer,
} from "@/lib/check-in/own-report";
import { parseBirthDate, parseOwnAnswer } from "@/lib/check-in/patient-answer";
import { openingText, patientTime, timeLeft } from "@/lib/check-in/patient-time";
import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";

const NOW = new Date("2026-11-24T16:00:00Z");
const recovery = (hours: number, more = {}) => ({
  endedAt: new Date(NOW.getTime() - hours * 3_600_000),
  protocol: DEFAULT_PROTOCOL,
  longerWindow: null,
  ...more,
});
const ALL = askedOf([recovery(1)]);

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe("the steps of a report", () => {
  it("ask whether swelling grows only of somebody who has some", () => {
    const trend = ALL.indexOf("swellingTrend");
    expect(stepFrom(ALL, trend, {})).toBe(trend + 1);
    expect(stepFrom(ALL, trend, { swelling: 0 })).toBe(trend + 1);
    expect(stepFrom(ALL, trend, { swelling: 1 })).toBe(trend);
    expect(stepBefore(ALL, trend + 1, {})).toBe(trend - 1);
    expect(stepBefore(ALL, 0, {})).toBeNull();
    expect(stepFrom(ALL, ALL.length, {})).toBeNull();
  });

  it("ask what any of the protocols asks, and leave out what all have switched off", () => {
    const off = {
      protocol: {
        ...DEFAULT_PROTOCOL,
        extensions: { ...DEFAULT_PROTOCOL.extensions, X3: false },
      },
    };
    expect(askedOf([recovery(1, off)])).not.toContain("chills");
    expect(askedOf([recovery(1, off), recovery(1)])).toEqual(ALL);
  });

  it("count an answer, and take it away when it is skipped after all", () => {
    const answers = withAnswer({ pus: "no" }, { sign: "pain", value: 0 });
    expect(answers).toEqual({ pus: "no", pain: 0 });
    expect(withAnswer(answers, { sign: "pain", value: null })).toEqual({ pus: "no" });
    expect([isReport({}), isReport({ swellingTrend: "more" }), isReport({ pain: 0 })]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe("an answer by itself", () => {
  const alarm = (sign: string, value: string | number, hours = 30, known = {}) =>
    alarmOf({ sign: sign as "pain", value }, known, [recovery(hours)], NOW);

  it.each([
    ["breathing", "unsure", "emergency"],
    ["eye", "yes", "emergency"],
    ["breathing", "no", null],
    ["pus", "unsure", "urgent"],
    ["pain", 7, "urgent"],
    ["pain", 3, null],
    ["swelling", 2, null],
    ["swelling", 3, "urgent"],
    ["itching", 3, "urgent"],
    ["temperatureC", 38, "urgent"],
    ["temperatureC", 37.9, null],
    ["redness", 3, null],
  ] as const)("%s %s is %s", (sign, value, expected) => {
    expect(alarm(sign, value)).toBe(expected);
  });

  it("is judged at its hour, and swelling that grows with the swelling that was told", () => {
    expect([alarm("pain", 4, 47), alarm("pain", 4, 49)]).toEqual(["urgent", "urgent"]);
    expect([alarm("pain", 4, 23), alarm("redness", 1, 80)]).toEqual([null, null]);
    expect(alarm("swellingTrend", "more", 30, { swelling: 2 })).toBe("urgent");
    expect(alarm("swellingTrend", "more", 30, { swelling: 1 })).toBeNull();
  });

  it("is no less alarming before a treatment time that is wrong", () => {
    expect(alarm("breathing", "yes", -5)).toBe("emergency");
  });
});

describe("what was sent", () => {
  const read = (fields: Record<string, string>) => parseOwnAnswer(form(fields), ALL);

  it("is one answer to one question that is asked", () => {
    expect(read({ sign: "pus", answer: "unsure" })).toEqual({ sign: "pus", value: "unsure" });
    expect(read({ sign: "redness", answer: "3" })).toEqual({ sign: "redness", value: 3 });
    expect(read({ sign: "pain", answer: "10" })).toEqual({ sign: "pain", value: 10 });
    expect(read({ sign: "pain", skip: "yes" })).toEqual({ sign: "pain", value: null });
    for (const fields of [
      { sign: "pus", answer: "" },
      { sign: "pus", answer: "maybe" },
      { sign: "redness", answer: "4" },
      { sign: "pain", answer: "11" },
      { sign: "pain", answer: "-1" },
      { sign: "constructor", answer: "1" },
      { answer: "1" },
    ]) {
      expect(read(fields as Record<string, string>), JSON.stringify(fields)).toBeNull();
    }
  });

  it("reads a temperature from either kind of thermometer", () => {
    const celsius = (answer: string) => read({ sign: "temperatureC", answer })?.value ?? null;
    expect(["100.4", "100.3", "98.6", "98,6", "38", "37.5", "104"].map(celsius)).toEqual([
      38, 37.9, 37, 37, 38, 37.5, 40,
    ]);
    expect(["", "60", "3", "1000", "98.66", "warm"].map(celsius)).toEqual(
      Array.from({ length: 6 }, () => null),
    );
  });

  it("never throws, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (sign, answer) => {
        const parsed = read({ sign, answer });
        return parsed === null || ALL.includes(parsed.sign);
      }),
    );
  });
});

describe("a birth date", () => {
  const read = (year: string, month: string, day: string) =>
    parseBirthDate(form({ year, month, day }), NOW);

  it("is a day that was", () => {
    expect(read("1990", "5", "17")).toBe("1990-05-17");
    expect(read(" 2000", "02", "29 ")).toBe("2000-02-29");
    for (const [year, month, day] of [
      ["1990", "2", "30"],
      ["90", "5", "17"],
      ["2027", "1", "1"],
      ["1890", "1", "1"],
      ["", "", ""],
      ["1990", "13", "1"],
    ] as const) {
      expect(read(year, month, day), `${year}-${month}-${day}`).toBeNull();
    }
    expect(parseBirthDate(new FormData(), NOW)).toBeNull();
  });
});

describe("times", () => {
  it("are said in the clinic's zone and the patient's language", () => {
    const zone = "America/Chicago";
    const at = (text: string) => new Date(text);
    expect(patientTime(at("2026-11-24T14:12:00Z"), NOW, zone, "en")).toBe("today at 8:12 AM");
    expect(patientTime(at("2026-11-24T05:30:00Z"), NOW, zone, "en")).toBe("yesterday at 11:30 PM");
    expect(patientTime(at("2026-11-27T15:00:00Z"), NOW, zone, "en")).toBe("Fri, Nov 27 at 9:00 AM");
    expect(patientTime(at("2026-11-24T14:12:00Z"), NOW, zone, "es")).toMatch(/^hoy a las 8:12 a/);
  });

  it("that are left are never less than there is", () => {
    const left = (hours: number) => timeLeft(hours, PATIENT_WORDS.en);
    expect([0.2, 1.5, 48, 48.1, 168].map(left)).toEqual([
      "1 hour",
      "2 hours",
      "48 hours",
      "3 days",
      "7 days",
    ]);
  });

  it("of a week are said once for neighbours that are alike", () => {
    const nine = [["09:00", "17:00"]] as const;
    const hours = { mon: nine, tue: nine, wed: nine, thu: nine, fri: [], sat: [], sun: [] };
    expect(openingText(hours, "en", "closed")).toEqual([
      "Mon – Thu: 9:00 AM – 5:00 PM",
      "Fri – Sun: closed",
    ]);
  });
});
