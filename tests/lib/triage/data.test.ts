import { describe, expect, it } from "vitest";
import type { Answers } from "@/lib/triage/protocol";
import { judged, judgedSigns } from "@/tests/support/judged";
import { ALL_CLEAR, checkIn, hoursAfter, protocolWith } from "@/tests/support/recovery-facts";

function early(answers: Answers, recordedHour = 1) {
  return checkIn(-1, answers, { recordedHour });
}

function ahead(milliseconds: number) {
  const recordedAt = hoursAfter(10, -milliseconds);
  return judged({ checkIns: [checkIn(10, { pus: "yes" }, { recordedAt })] }, hoursAfter(20));
}

function call(hour: number, identityVerified: boolean | null | undefined, id = "call") {
  return checkIn(hour, ALL_CLEAR, { source: "staff_phone", identityVerified, id });
}

describe("a check-in before treatment", () => {
  it.each<[Answers, string]>([
    [{ redness: 3, pus: "yes" }, "watch DATA_BEFORE_TREATMENT"],
    [{}, "watch DATA_BEFORE_TREATMENT"],
    [{ swellingTrend: "more" }, "watch DATA_BEFORE_TREATMENT"],
    [{ breathing: "no", eye: "no" }, "watch DATA_BEFORE_TREATMENT"],
    [{ breathing: "unsure" }, "urgent DATA_BEFORE_TREATMENT"],
    [{ eye: "yes" }, "urgent DATA_BEFORE_TREATMENT"],
  ])("%o", (answers, expected) => {
    expect(judged({ checkIns: [early(answers)] }, hoursAfter(2))).toBe(expected);
  });

  it("is urgent only for questions that are asked", () => {
    const facts = { checkIns: [early({ eye: "yes" })], protocol: protocolWith({ X2: false }) };
    expect(judged(facts, hoursAfter(2))).toBe("watch DATA_BEFORE_TREATMENT");
  });

  it("is no valid check-in", () => {
    expect(judged({ checkIns: [early(ALL_CLEAR)] }, hoursAfter(49))).toBe(
      "watch DATA_BEFORE_TREATMENT NO_REPORT_48H",
    );
    expect(judged({ checkIns: [checkIn(0, { redness: 0 })] }, hoursAfter(2))).toBe("expected");
  });

  it("is cleared by a review at or after the recording of each", () => {
    const checkIns = [early({ eye: "yes" }, 1), checkIn(-2, {}, { recordedHour: 3 })];
    const reviews = [{ at: hoursAfter(1), clears: ["DATA_BEFORE_TREATMENT" as const] }];
    expect(judged({ checkIns, reviews }, hoursAfter(2))).toBe("expected");
    expect(judged({ checkIns, reviews }, hoursAfter(4))).toBe("watch DATA_BEFORE_TREATMENT");
  });
});

describe("a check-in that doesn't count", () => {
  it("is one observed more than five minutes after its recording", () => {
    expect(ahead(300_000)).toBe("urgent PUS");
    expect(ahead(300_001)).toBe("expected");
    const neither = checkIn(-1, { pus: "yes" }, { recordedHour: -2 });
    expect(judged({ checkIns: [neither] }, hoursAfter(2))).toBe("expected");
  });

  it("is one that answers nothing that is asked", () => {
    for (const answers of [{}, { swellingTrend: "more" as const }, { redness: null }]) {
      expect(judged({ checkIns: [checkIn(10, answers)] }, hoursAfter(49))).toBe(
        "awaiting NO_REPORT_48H",
      );
    }
    const off = { checkIns: [checkIn(30, { blisters: "yes" })] };
    expect(judged({ ...off, protocol: protocolWith({ X5: false }) }, hoursAfter(49))).toBe(
      "awaiting NO_REPORT_48H",
    );
    expect(judged(off, hoursAfter(49))).toBe("urgent NOT_CONFIRMED_RESOLVED X_BLISTERS");
  });

  it("is one recorded after now, to the millisecond", () => {
    const checkIns = [checkIn(10, { pus: "yes" })];
    expect(judged({ checkIns }, hoursAfter(10, -1))).toBe("expected");
    expect(judged({ checkIns }, hoursAfter(10))).toBe("urgent PUS");
    const observedAhead = [checkIn(10, { pus: "yes" }, { recordedAt: hoursAfter(10, -60_000) })];
    expect(judged({ checkIns: observedAhead }, hoursAfter(10, -60_000))).toBe("urgent PUS");
  });

  it("has answers that don't fit their scale", () => {
    const odd = { redness: 4, heat: 1.5, pain: 11, pus: "maybe", itching: "3", bumps: true };
    const checkIns = [checkIn(60, JSON.parse(JSON.stringify(odd)))];
    expect(judged({ checkIns }, hoursAfter(61))).toBe("awaiting NO_REPORT_48H");
    const none = { redness: Number.NaN, pain: Number.NaN, temperatureC: Number.POSITIVE_INFINITY };
    expect(judged({ checkIns: [checkIn(60, none)] }, hoursAfter(61))).toBe(
      "awaiting NO_REPORT_48H",
    );
  });
});

describe("an unidentified caller", () => {
  it("is flagged on the newest valid check-in unless identity was verified", () => {
    expect(judgedSigns([call(30, false)])).toBe("watch IDENTITY_UNVERIFIED");
    expect(judgedSigns([call(30, null)])).toBe("watch IDENTITY_UNVERIFIED");
    expect(judgedSigns([call(30, undefined)])).toBe("watch IDENTITY_UNVERIFIED");
    expect(judgedSigns([call(30, true)])).toBe("");
    expect(judgedSigns([{ ...call(30, false), source: "staff_clinic" }])).toBe("");
    expect(judgedSigns([{ ...call(30, false), source: "patient" }])).toBe("");
  });

  it("goes with a newer check-in by observation, not by recording", () => {
    expect(judgedSigns([call(30, false), checkIn(31, ALL_CLEAR)])).toBe("");
    const earlierToldLater = checkIn(29, ALL_CLEAR, { recordedHour: 40 });
    expect(judgedSigns([call(30, false), earlierToldLater])).toBe("watch IDENTITY_UNVERIFIED");
    expect(judgedSigns([call(30, false), checkIn(31, {})])).toBe("watch IDENTITY_UNVERIFIED");
  });

  it("is any of several at the newest instant, each of which a review must cover", () => {
    const both = [checkIn(30, ALL_CLEAR), call(30, false)];
    expect(judgedSigns(both)).toBe("watch IDENTITY_UNVERIFIED");
    const reviews = [{ at: hoursAfter(31), clears: ["IDENTITY_UNVERIFIED" as const] }];
    expect(judgedSigns(both, { reviews })).toBe("");
    const second = { ...call(30, false, "second"), recordedAt: hoursAfter(32) };
    expect(judgedSigns([...both, second], { reviews })).toBe("watch IDENTITY_UNVERIFIED");
  });
});
