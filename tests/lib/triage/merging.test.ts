import { describe, expect, it } from "vitest";
import { assess } from "@/lib/triage/assess";
import type { Answers } from "@/lib/triage/protocol";
import { judgedSigns } from "@/tests/support/judged";
import { checkIn, hoursAfter, recoveryFacts } from "@/tests/support/recovery-facts";

const MS = 1 / 3_600_000;

function pair(first: Answers, hours: number, second: Answers) {
  return judgedSigns([checkIn(50, first), checkIn(50 + hours, second)]);
}

describe("answers within two hours", () => {
  it("count at the worst of them, both ends of the window included", () => {
    expect(pair({ redness: 1 }, 2, { redness: 0 })).toBe("watch REDNESS_PAST_48H");
    expect(pair({ redness: 1 }, 2 + MS, { redness: 0 })).toBe("");
  });

  it("count at the hour of the latest that has the worst value", () => {
    const told = [
      checkIn(71, { redness: 2 }),
      checkIn(72, { redness: 2 }),
      checkIn(73, { redness: 1 }),
    ];
    expect(judgedSigns(told)).toBe("watch REDNESS_PAST_48H");
    const later = [...told, checkIn(72.5, { redness: 2 })];
    expect(judgedSigns(later)).toBe("complication REDNESS_PROLONGED");
  });

  it("look back from the sign's own newest answer, not from the newest check-in", () => {
    const told = [
      checkIn(50, { redness: 1, swelling: 0, heat: 0 }),
      checkIn(51, { redness: 0 }),
      checkIn(60, { swelling: 0 }),
    ];
    expect(judgedSigns(told)).toBe("watch REDNESS_PAST_48H");
  });

  it("are compared with all answers at the last instant before, at their worst", () => {
    const before = [checkIn(30, { pain: 6 }), checkIn(30, { pain: 4 }, { id: "second" })];
    expect(judgedSigns([...before, checkIn(40, { pain: 5 })])).toContain("watch PAIN_MODERATE");
    expect(judgedSigns([checkIn(20, { pain: 4 }), checkIn(22, { pain: 6 })])).toBe(
      "watch PAIN_MODERATE",
    );
  });

  it("leave out what wasn't answered", () => {
    expect(pair({ redness: 1 }, 3, { swelling: 0 })).toBe("watch REDNESS_PAST_48H");
    expect(pair({ redness: 1 }, 3, { redness: null, swelling: 0 })).toBe("watch REDNESS_PAST_48H");
  });
});

describe("contradiction", () => {
  it.each<[Answers, Answers, boolean]>([
    [{ redness: 2 }, { redness: 0 }, true],
    [{ redness: 1 }, { redness: 3 }, true],
    [{ redness: 1 }, { redness: 0 }, false],
    [{ peeling: 0 }, { peeling: 2 }, true],
    [{ pain: 0 }, { pain: 3 }, true],
    [{ pain: 0 }, { pain: 2 }, false],
    [{ pus: "no" }, { pus: "unsure" }, true],
    [{ pus: "no" }, { pus: "yes" }, true],
    [{ pus: "unsure" }, { pus: "yes" }, false],
    [{ blisters: "yes" }, { blisters: "no" }, true],
    [{ temperatureC: 36 }, { temperatureC: 40 }, false],
    [{ redness: 2 }, { swelling: 0 }, false],
    [{ swelling: 0, swellingTrend: "less" }, { swelling: 0, swellingTrend: "more" }, false],
  ])("%o then %o: %s", (first, second, contradicts) => {
    expect(pair(first, 1, second).includes("CONTRADICTORY_REPORTS")).toBe(contradicts);
    expect(pair(second, 2, first).includes("CONTRADICTORY_REPORTS")).toBe(contradicts);
    expect(pair(first, 2 + MS, second)).not.toContain("CONTRADICTORY_REPORTS");
    expect(pair(first, 0, second).includes("CONTRADICTORY_REPORTS")).toBe(contradicts);
  });

  it("lasts while its window is the sign's newest, and not longer", () => {
    const told = [checkIn(50, { heat: 2 }), checkIn(51, { heat: 0 })];
    expect(judgedSigns([...told, checkIn(90, { redness: 0 })])).toContain("CONTRADICTORY_REPORTS");
    expect(judgedSigns([...told, checkIn(60, { heat: 0 })])).toBe("");
  });

  it("is cleared by a review of every answer in the windows that contradict", () => {
    const told = [checkIn(50, { heat: 2 }), checkIn(51, { heat: 0 })];
    const reviews = [{ at: hoursAfter(51), clears: ["CONTRADICTORY_REPORTS" as const] }];
    expect(judgedSigns(told, { reviews })).toBe("watch HEAT_PAST_48H");
    const early = [{ at: hoursAfter(51, -1), clears: ["CONTRADICTORY_REPORTS" as const] }];
    expect(judgedSigns(told, { reviews: early })).toContain("CONTRADICTORY_REPORTS");
    const another = [checkIn(52, { itching: 0 }), checkIn(53, { itching: 2 })];
    expect(judgedSigns([...told, ...another], { reviews })).toContain("CONTRADICTORY_REPORTS");
  });
});

describe("a reason from one sign", () => {
  it("drops milder reasons of the same sign only", () => {
    const told = [checkIn(10, { swelling: 0 }), checkIn(50, { swelling: 1, redness: 1 })];
    expect(judgedSigns(told)).toBe("urgent SWELLING_INCREASED, watch REDNESS_PAST_48H");
  });

  it("keeps fever's two questions apart", () => {
    const told = [
      checkIn(30, { temperatureC: 39, chills: "no" }),
      checkIn(34, { temperatureC: 36.8, chills: "yes" }),
    ];
    expect(judgedSigns(told)).toBe("urgent X_FEVER");
    const [reason] = assess(recoveryFacts({ checkIns: told }), hoursAfter(40)).reasons;
    expect(reason?.causes.map(({ sign, value }) => [sign, value])).toEqual([
      ["temperatureC", 39],
      ["chills", "yes"],
    ]);
  });
});

describe("trends", () => {
  it("compare the newest merged value with the one before", () => {
    const told = [
      checkIn(10, { redness: 2, pain: 4, heat: 1 }),
      checkIn(20, { redness: 1, pain: 5, heat: 1, pus: "no" }),
    ];
    const { trends } = assess(recoveryFacts({ checkIns: told }), hoursAfter(20));
    expect(trends).toEqual([
      { sign: "redness", value: 1, hour: 20, previous: 2, direction: "down" },
      { sign: "heat", value: 1, hour: 20, previous: 1, direction: "same" },
      { sign: "pain", value: 5, hour: 20, previous: 4, direction: "up" },
      { sign: "pus", value: "no", hour: 20, previous: null, direction: "first" },
    ]);
  });

  it("never cross two recoveries of one patient, while a report without area counts for both", () => {
    const both = checkIn(60, { swelling: 1, redness: 0, heat: 0 });
    const face = { checkIns: [checkIn(20, { swelling: 0 }, { id: "face" }), both] };
    const neck = {
      treatmentEndedAt: hoursAfter(30),
      checkIns: [checkIn(40, { swelling: 2 }, { id: "neck" }), both],
    };
    expect(judgedSigns(face.checkIns)).toBe("urgent SWELLING_INCREASED");
    const neckAssessed = assess(recoveryFacts(neck), hoursAfter(60));
    expect(neckAssessed.level).toBe("expected");
    expect(neckAssessed.trends.find(({ sign }) => sign === "swelling")).toMatchObject({
      hour: 30,
      previous: 2,
      direction: "down",
    });
  });
});
