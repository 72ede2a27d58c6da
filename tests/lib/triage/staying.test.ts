import { describe, expect, it } from "vitest";
import { assess } from "@/lib/triage/assess";
import type { ReasonCode } from "@/lib/triage/protocol";
import { judged, judgedSigns } from "@/tests/support/judged";
import { checkIn, hoursAfter, protocolWith, recoveryFacts } from "@/tests/support/recovery-facts";

function review(hour: number, ...clears: ReasonCode[]) {
  return { at: hoursAfter(hour), clears };
}

describe("what stays", () => {
  it("is a reason at complication or worse, whatever is reported later", () => {
    expect(judgedSigns([checkIn(30, { pus: "yes" }), checkIn(60, { pus: "no" })])).toBe(
      "urgent PUS",
    );
    expect(judgedSigns([checkIn(80, { redness: 1 }), checkIn(90, { redness: 0 })])).toBe(
      "complication REDNESS_PROLONGED",
    );
  });

  it("isn't a reason below complication", () => {
    expect(judgedSigns([checkIn(60, { redness: 1 }), checkIn(70, { redness: 0 })])).toBe("");
    expect(judgedSigns([checkIn(10, { pain: 5 }), checkIn(20, { pain: 0 })])).toBe("");
  });

  it("is found in a picture observed earlier and told later", () => {
    const told = [checkIn(50, { pus: "no" }), checkIn(30, { pus: "yes" }, { recordedHour: 60 })];
    expect(judgedSigns(told)).toBe("urgent PUS");
  });

  it("was true as known at a recording, even if a later entry changes that picture", () => {
    const told = [checkIn(30, { pain: 5 }), checkIn(20, { pain: 8 }, { recordedHour: 40 })];
    expect(judgedSigns(told)).toBe("urgent PAIN_SIGNIFICANT, watch PAIN_MODERATE");
    expect(judgedSigns([checkIn(20, { pain: 3 }), checkIn(30, { pain: 5 })])).toBe(
      "urgent PAIN_SIGNIFICANT",
    );
    const falling = [checkIn(20, { pain: 6 }, { recordedHour: 30 }), checkIn(30, { pain: 5 })];
    expect(judgedSigns(falling)).toBe("watch PAIN_MODERATE");
    const toldLater = [checkIn(20, { pain: 6 }, { recordedHour: 31 }), checkIn(30, { pain: 5 })];
    expect(judgedSigns(toldLater)).toBe("urgent PAIN_SIGNIFICANT, watch PAIN_MODERATE");
  });

  it("is found at every observation that one recording tells of, however far apart", () => {
    const known = [20, 30, 40].map((hour) => checkIn(hour, { pus: "no" }));
    const late = [10, 50].map((hour) =>
      checkIn(hour, { pus: hour === 50 ? "yes" : "no" }, { recordedHour: 60 }),
    );
    expect(judgedSigns([...known, ...late, checkIn(70, { pus: "no" })])).toBe("urgent PUS");
  });

  it("includes older pictures that a back-dated entry makes worse", () => {
    const told = [
      checkIn(30, { swelling: 2 }),
      checkIn(40, { swelling: 0 }),
      checkIn(20, { swelling: 0 }, { recordedHour: 50 }),
    ];
    expect(judgedSigns(told.slice(0, 2))).toBe("");
    expect(judgedSigns(told)).toBe("urgent SWELLING_INCREASED");
  });

  it("isn't weighed against other pictures, and counts once at its worse level", () => {
    const told = [checkIn(5, { swelling: 3 }), checkIn(60, { swelling: 1 })];
    expect(judgedSigns(told)).toBe("urgent SWELLING_SEVERE, watch SWELLING_PAST_48H");
    const returned = [
      checkIn(71, { redness: 0 }, { id: "gone" }),
      checkIn(74, { redness: 1 }, { id: "back" }),
      checkIn(66, { redness: 0 }, { id: "gone before" }),
    ];
    expect(judgedSigns(returned)).toBe(
      "complication REDNESS_PROLONGED, complication REDNESS_RETURNED",
    );
  });

  it("is computed with the treatment time known now", () => {
    const told = [checkIn(80, { redness: 1 }), checkIn(90, { redness: 0 })];
    expect(judgedSigns(told, { treatmentEndedAt: hoursAfter(20) })).toBe("");
  });
});

describe("what a review clears", () => {
  const pus = [checkIn(30, { pus: "yes" }), checkIn(34, { pus: "no" })];

  it("is a named reason whose answers had been recorded by then", () => {
    expect(judgedSigns(pus, { reviews: [review(30, "PUS")] })).toBe("");
    expect(judgedSigns(pus, { reviews: [review(30 - 1 / 3600, "PUS")] })).toBe("urgent PUS");
    expect(judgedSigns(pus, { reviews: [review(35, "PUS_UNSURE", "BUMPS")] })).toBe("urgent PUS");
  });

  it("doesn't count before it happened", () => {
    const facts = { checkIns: pus, reviews: [review(40, "PUS")] };
    expect(judged(facts, hoursAfter(40, -1))).toBe("urgent PUS");
    expect(judged(facts, hoursAfter(40))).toBe("expected");
  });

  it("comes back with a new abnormal answer, also a lower or back-dated one", () => {
    const reviews = [review(35, "PUS", "PUS_UNSURE")];
    const again = [...pus, checkIn(60, { pus: "yes" }, { id: "new" })];
    expect(judgedSigns(again, { reviews })).toBe("urgent PUS");
    const lower = [checkIn(34, { pus: "yes" }), checkIn(36, { pus: "unsure" })];
    expect(judgedSigns(lower, { reviews })).toBe("urgent PUS");
    const reassuring = [checkIn(34, { pus: "yes" }), checkIn(36, { pus: "no" })];
    expect(judgedSigns(reassuring, { reviews: [review(35, "PUS", "CONTRADICTORY_REPORTS")] })).toBe(
      "watch CONTRADICTORY_REPORTS",
    );
    const backDated = [...pus, checkIn(29, { pus: "yes" }, { recordedHour: 50 })];
    expect(judgedSigns(backDated, { reviews })).toBe("urgent PUS");
  });

  it("comes before weighing", () => {
    const told = [checkIn(5, { swelling: 1 }), checkIn(80, { swelling: 3 })];
    expect(judgedSigns(told)).toBe("urgent SWELLING_INCREASED, urgent SWELLING_SEVERE");
    const reviews = [review(90, "SWELLING_INCREASED", "SWELLING_SEVERE")];
    expect(judgedSigns(told, { reviews })).toBe("complication SWELLING_PROLONGED");
  });

  it("doesn't turn significant pain into moderate pain", () => {
    const reviews = [review(31, "PAIN_SIGNIFICANT")];
    expect(judgedSigns([checkIn(30, { pain: 5 })], { reviews })).toBe("");
  });

  it("looks at the previous answers too for pain and for what came back", () => {
    const pain = [checkIn(30, { pain: 5 }), checkIn(20, { pain: 4 }, { recordedHour: 40 })];
    expect(judgedSigns(pain, { reviews: [review(35, "PAIN_SIGNIFICANT")] })).toBe(
      "urgent PAIN_SIGNIFICANT",
    );
    expect(judgedSigns(pain, { reviews: [review(40, "PAIN_SIGNIFICANT")] })).toBe("");
    const back = [checkIn(80, { redness: 1 }), checkIn(60, { redness: 0 }, { recordedHour: 90 })];
    const reviews = [review(85, "REDNESS_RETURNED", "REDNESS_PROLONGED")];
    expect(judgedSigns(back, { reviews })).toBe("complication REDNESS_RETURNED");
  });

  it("looks at every answer in the window for increased swelling, also at reassuring ones", () => {
    const told = [
      checkIn(50, { swelling: 1, swellingTrend: "more" }),
      checkIn(50, { swelling: 0 }, { id: "other", recordedHour: 60 }),
    ];
    const reviews = [review(55, "SWELLING_INCREASED", "SWELLING_PAST_48H")];
    expect(judgedSigns(told.slice(0, 1), { reviews })).toBe("");
    expect(judgedSigns(told, { reviews })).toBe("urgent SWELLING_INCREASED");
  });

  it("looks at the previous answers too for increased swelling", () => {
    const told = [checkIn(60, { swelling: 1, swellingTrend: "more" })];
    const reviews = [review(65, "SWELLING_INCREASED", "SWELLING_PAST_48H")];
    expect(judgedSigns(told, { reviews })).toBe("");
    const backDated = checkIn(50, { swelling: 1 }, { recordedHour: 70 });
    expect(judgedSigns([...told, backDated], { reviews })).toBe("urgent SWELLING_INCREASED");
  });

  it("takes both questions of fever together", () => {
    const told = [checkIn(30, { temperatureC: 39 }), checkIn(31, { chills: "yes" })];
    expect(judgedSigns(told, { reviews: [review(30, "X_FEVER")] })).toBe("urgent X_FEVER");
    expect(judgedSigns(told, { reviews: [review(31, "X_FEVER")] })).toBe("");
  });

  it("never clears silence, and a bump for risk only with its cause", () => {
    const reviews = [review(60, "NO_REPORT_48H", "NOT_CONFIRMED_RESOLVED", "X_RISK_BUMP")];
    expect(judged({ reviews }, hoursAfter(70))).toBe("awaiting NO_REPORT_48H");
    const told = [checkIn(50, { redness: 1, swelling: 0, heat: 0 })];
    const risky = { checkIns: told, risks: ["diabetes"], protocol: protocolWith({ X9: true }) };
    expect(judged({ ...risky, reviews }, hoursAfter(70))).toBe(
      "complication REDNESS_PAST_48H X_RISK_BUMP",
    );
    const cleared = [review(60, "REDNESS_PAST_48H")];
    expect(judged({ ...risky, reviews: cleared }, hoursAfter(70))).toBe(
      "awaiting NOT_CONFIRMED_RESOLVED",
    );
  });
});

describe("since", () => {
  it("is when the reason was first known and not cleared afterwards", () => {
    const since = (hours: number[], reviews = [review(0)]) => {
      const checkIns = hours.map((hour) => checkIn(hour, { redness: 1, heat: 0, swelling: 0 }));
      return assess(recoveryFacts({ checkIns, reviews }), hoursAfter(71)).reasons[0]?.since;
    };
    expect(since([50])).toEqual(hoursAfter(50));
    expect(since([50, 60])).toEqual(hoursAfter(50));
    expect(since([50, 60], [review(55, "REDNESS_PAST_48H")])).toEqual(hoursAfter(60));
    const pus = [30, 45, 60].map((hour) => checkIn(hour, { pus: hour === 45 ? "no" : "yes" }));
    const stayed = assess(recoveryFacts({ checkIns: pus }), hoursAfter(71)).reasons[0];
    expect(stayed?.since).toEqual(hoursAfter(30));
    expect(stayed?.causes.map(({ hour }) => hour)).toEqual([60]);
    const [silent] = assess(recoveryFacts(), hoursAfter(99)).reasons;
    expect(silent?.since).toEqual(hoursAfter(48));
  });
});
