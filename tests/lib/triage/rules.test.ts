import { describe, expect, it } from "vitest";
import { citation } from "@/lib/triage/citation";
import { type Answers, REASON_CODES } from "@/lib/triage/protocol";
import { SIGN_RULES } from "@/lib/triage/rules";
import { judgedReason, judgedSigns } from "@/tests/support/judged";
import { checkIn, hoursAfter } from "@/tests/support/recovery-facts";

const MS = 1 / 3_600_000;
const NOTHING = "";

/** One check-in at an hour. */
function at(hour: number, answers: Answers) {
  return judgedSigns([checkIn(hour, answers)]);
}

describe.each([
  ["redness", "REDNESS"],
  ["swelling", "SWELLING"],
  ["heat", "HEAT"],
] as const)("%s that lasts", (sign, code) => {
  it.each([
    [48, 1, NOTHING],
    [48 + MS, 0, NOTHING],
    [48 + MS, 1, `watch ${code}_PAST_48H`],
    [48 + 1000 * MS, 1, `watch ${code}_PAST_48H`],
    [72 - 1000 * MS, 1, `watch ${code}_PAST_48H`],
    [72, 1, `watch ${code}_PAST_48H`],
    [72 + MS, 1, `complication ${code}_PROLONGED`],
    [72 + 1000 * MS, 2, `complication ${code}_PROLONGED`],
    [72 + MS, 0, NOTHING],
  ])("at %d h, %d", (hour, value, expected) => {
    expect(at(hour, { [sign]: value })).toBe(expected);
  });
});

describe.each([
  ["redness", "REDNESS"],
  ["heat", "HEAT"],
] as const)("%s that comes back", (sign, code) => {
  const back = (gone: number, hour: number, prev = 0, now = 1) =>
    judgedSigns([checkIn(gone, { [sign]: prev }), checkIn(hour, { [sign]: now })]);

  it.each([
    [45, 48, NOTHING],
    [45, 48 + MS, `watch ${code}_PAST_48H, watch ${code}_RETURNED`],
    [45, 72, `watch ${code}_PAST_48H, watch ${code}_RETURNED`],
    [45, 72 + MS, `complication ${code}_PROLONGED, complication ${code}_RETURNED`],
  ])("gone at %d h, 1 at %d h", (gone, hour, expected) => {
    expect(back(gone, hour)).toBe(expected);
  });

  it("isn't back when it never left, or when both answers are in one window", () => {
    expect(back(45, 50, 1)).toBe(`watch ${code}_PAST_48H`);
    expect(back(58, 60)).toBe(`watch ${code}_PAST_48H`);
    expect(back(58 - MS, 60)).toBe(`watch ${code}_PAST_48H, watch ${code}_RETURNED`);
  });
});

describe("swelling that is more than slight", () => {
  it.each([
    [5, 1, NOTHING],
    [48, 2, "watch SWELLING_MORE_THAN_SLIGHT"],
    [48 + MS, 2, "watch SWELLING_PAST_48H"],
    [0, 3, "urgent SWELLING_SEVERE"],
    [48, 3, "urgent SWELLING_SEVERE"],
    [100, 3, "urgent SWELLING_SEVERE"],
  ])("at %d h, %d", (hour, value, expected) => {
    expect(at(hour, { swelling: value })).toBe(expected);
  });
});

/** Swelling told at one hour and again at a later one. */
function rise(from: number, to: number, hour: number, before = 10) {
  return judgedSigns([checkIn(before, { swelling: from }), checkIn(hour, { swelling: to })]);
}

describe("swelling that increases", () => {
  it.each([
    [0, 1, 48, NOTHING],
    [0, 1, 48 + MS, "urgent SWELLING_INCREASED"],
    [1, 1, 50, "watch SWELLING_PAST_48H"],
    [0, 2, 13, "urgent SWELLING_INCREASED"],
    [1, 2, 48, "urgent SWELLING_INCREASED"],
    [2, 2, 48, "watch SWELLING_MORE_THAN_SLIGHT"],
    [3, 2, 40, "urgent SWELLING_SEVERE, watch SWELLING_MORE_THAN_SLIGHT"],
    [2, 3, 40, "urgent SWELLING_INCREASED, urgent SWELLING_SEVERE"],
  ])("from %d to %d at %d h", (from, to, hour, expected) => {
    expect(rise(from, to, hour)).toBe(expected);
  });

  it("counts a rise inside the window, in the order of observation", () => {
    expect(rise(1, 2, 11)).toBe("urgent SWELLING_INCREASED");
    expect(rise(2, 1, 11)).toBe("watch SWELLING_MORE_THAN_SLIGHT");
    expect(rise(1, 2, 10)).toBe("watch SWELLING_MORE_THAN_SLIGHT");
  });

  it("counts the patient's own word at the newest answer to swelling only", () => {
    expect(at(10, { swelling: 2, swellingTrend: "more" })).toBe("urgent SWELLING_INCREASED");
    expect(at(48, { swelling: 1, swellingTrend: "more" })).toBe(NOTHING);
    expect(at(48 + MS, { swelling: 1, swellingTrend: "more" })).toBe("urgent SWELLING_INCREASED");
    expect(at(60, { swelling: 0, swellingTrend: "more" })).toBe(NOTHING);
    expect(at(10, { swelling: 2, swellingTrend: "same" })).toBe("watch SWELLING_MORE_THAN_SLIGHT");
    const lateWord = [
      checkIn(10, { swelling: 2 }),
      checkIn(10.5, { redness: 1, swellingTrend: "more" }),
    ];
    expect(judgedSigns(lateWord)).toBe("watch SWELLING_MORE_THAN_SLIGHT");
    const earlyWord = [
      checkIn(10, { redness: 1, swelling: 2, swellingTrend: "more", heat: 0 }),
      checkIn(11, { swelling: 2 }),
    ];
    // The word stays from its own picture, though the newest one has lost it.
    expect(judgedSigns(earlyWord)).toBe(
      "urgent SWELLING_INCREASED, watch SWELLING_MORE_THAN_SLIGHT",
    );
  });
});

describe("pain", () => {
  it.each([
    [2, 3, NOTHING],
    [2, 4, "watch PAIN_MODERATE"],
    [2, 6, "watch PAIN_MODERATE"],
    [0, 7, "urgent PAIN_SIGNIFICANT"],
    [24, 6, "watch PAIN_MODERATE"],
    [24 + MS, 3, NOTHING],
    [24 + MS, 4, "urgent PAIN_SIGNIFICANT"],
    [48, 4, "urgent PAIN_SIGNIFICANT"],
    [300, 4, "urgent PAIN_SIGNIFICANT"],
    [300, 3, NOTHING],
  ])("first told at %d h, %d", (hour, pain, expected) => {
    expect(at(hour, { pain })).toBe(expected);
  });

  it.each([
    [6, 5, 48, "watch PAIN_MODERATE"],
    [5, 5, 30, "urgent PAIN_SIGNIFICANT"],
    [3, 5, 30, "urgent PAIN_SIGNIFICANT"],
    [6, 5, 48 + MS, "urgent PAIN_SIGNIFICANT"],
  ])("from %d at 20 h to %d at %d h", (from, to, hour, expected) => {
    const told = [checkIn(20, { pain: from }), checkIn(hour, { pain: to })];
    expect(judgedSigns(told)).toBe(expected);
  });
});

describe("signs that count at any hour", () => {
  it.each<[Answers, string]>([
    [{ pus: "yes" }, "urgent PUS"],
    [{ pus: "unsure" }, "urgent PUS_UNSURE"],
    [{ pus: "no" }, NOTHING],
    [{ bumps: "yes" }, "urgent BUMPS"],
    [{ bumps: "unsure" }, "urgent BUMPS_UNSURE"],
    [{ bumps: "no" }, NOTHING],
    [{ itching: 3 }, "urgent ITCH_EXCESSIVE"],
    [{ tightness: 3 }, "watch TIGHTNESS_MORE_THAN_SOME"],
    [{ peeling: 3 }, "watch PEELING_MORE_THAN_SOME"],
    [{ breathing: "unsure" }, "emergency X_BREATHING"],
    [{ breathing: "yes" }, "emergency X_BREATHING"],
    [{ eye: "unsure" }, "emergency X_EYE"],
    [{ eye: "yes" }, "emergency X_EYE"],
    [{ chills: "unsure" }, "urgent X_FEVER"],
    [{ chills: "yes" }, "urgent X_FEVER"],
    [{ temperatureC: 37.9 }, NOTHING],
    [{ temperatureC: 38 }, "urgent X_FEVER"],
    [{ spreading: "unsure" }, "urgent X_SPREADING"],
    [{ spreading: "yes" }, "urgent X_SPREADING"],
    [{ blisters: "unsure" }, "urgent X_BLISTERS"],
    [{ blisters: "yes" }, "urgent X_BLISTERS"],
    [{ breathing: "no", eye: "no", chills: "no", spreading: "no", blisters: "no" }, NOTHING],
  ])("%o", (answers, expected) => {
    for (const hour of [0, 30, 60, 80, 400]) expect(at(hour, answers)).toBe(expected);
  });
});

describe("itching, tightness and peeling", () => {
  it.each<[number, Answers, string]>([
    [48, { itching: 2 }, NOTHING],
    [48 + MS, { itching: 2 }, "watch ITCH_MODERATE_PAST_48H"],
    [400, { itching: 1 }, NOTHING],
    [336, { tightness: 2 }, NOTHING],
    [336 + MS, { tightness: 1 }, "watch TIGHTNESS_PAST_14D"],
    [336 + MS, { tightness: 2 }, "watch TIGHTNESS_PAST_14D"],
    [336 + MS, { tightness: 0 }, NOTHING],
    [400, { tightness: 3 }, "watch TIGHTNESS_MORE_THAN_SOME"],
    [336, { peeling: 1 }, NOTHING],
    [336 + MS, { peeling: 1 }, "watch PEELING_PAST_14D"],
  ])("at %d h, %o", (hour, answers, expected) => {
    expect(at(hour, answers)).toBe(expected);
  });
});

describe("the list of rules", () => {
  it("names each code with a sentence and a limit in words", () => {
    for (const rule of SIGN_RULES) expect(REASON_CODES).toContain(rule.code);
    const told = judgedReason(checkIn(61, { redness: 1 }));
    expect(told?.sentence).toBe("Redness is usual until 48 h; reported 1 (slightly pink) at 61 h");
    expect(told?.limit).toBe("usual until 48 h");
    expect(told?.causes).toEqual([
      { checkInId: "at 61 h", sign: "redness", value: 1, observedAt: hoursAfter(61), hour: 61 },
    ]);
  });

  it("cites the guide by title and section, and extensions by their id", () => {
    const sources = new Set(SIGN_RULES.map(({ source }) => JSON.stringify(source)));
    expect(sources).toContain(
      JSON.stringify({
        kind: "guide",
        title: "Aftercare Tips: Maximizing Your Microneedling Results",
        section: "Signs of Normal Healing vs. Complications",
      }),
    );
    expect(citation("PUS")).toContain("Signs of Normal Healing vs. Complications");
    expect(citation("X_FEVER")).toContain("X3");
    expect(citation("X_RISK_BUMP")).toContain("X9");
    expect(citation("NO_REPORT_48H")).toContain("silence");
    expect(citation("IDENTITY_UNVERIFIED")).toContain("data");
    for (const { code, source } of SIGN_RULES) {
      expect([code, source.kind]).toEqual([code, code.startsWith("X_") ? "extension" : "guide"]);
    }
  });
});
