import { describe, expect, it } from "vitest";
import { assess } from "@/lib/triage/assess";
import type { RecoveryFacts } from "@/lib/triage/facts";
import type { Answers } from "@/lib/triage/protocol";
import { judged } from "@/tests/support/judged";
import { checkIn, hoursAfter, protocolWith, recoveryFacts } from "@/tests/support/recovery-facts";

const GONE: Answers = { redness: 0, swelling: 0, heat: 0 };
const WINDOW = { longerWindow: { normalHours: 72, firstDaysHours: 168 } };

const DOUBT = "awaiting NOT_CONFIRMED_RESOLVED";

function after48(answers: Answers, hour: number) {
  return judged({ checkIns: [checkIn(hour, answers)] }, hoursAfter(48, 1));
}

function change(facts: Partial<RecoveryFacts>, hour: number) {
  const { changesAt, changesTo } = assess(recoveryFacts(facts), hoursAfter(hour));
  return [changesAt, changesTo];
}

describe("no report", () => {
  it("counts strictly after 48 h", () => {
    expect(judged({}, hoursAfter(48))).toBe("expected");
    expect(judged({}, hoursAfter(48, 1))).toBe("awaiting NO_REPORT_48H");
  });

  it("isn't put off by a longer window", () => {
    const facts = { protocol: protocolWith({ X10: true }), ...WINDOW };
    expect(judged(facts, hoursAfter(48, 1))).toBe("awaiting NO_REPORT_48H");
  });
});

describe("not confirmed gone", () => {
  it("asks for redness, swelling and heat, answered at 24 h or later", () => {
    expect(after48(GONE, 24)).toBe("expected");
    expect(after48(GONE, 24 - 1 / 3_600_000)).toBe(DOUBT);
    expect(after48({ redness: 0, swelling: 0 }, 30)).toBe(DOUBT);
    expect(after48({ pus: "no" }, 30)).toBe(DOUBT);
  });

  it("asks again for what was still there inside the window", () => {
    expect(after48({ ...GONE, heat: 1 }, 48)).toBe(DOUBT);
    expect(after48({ ...GONE, swelling: 2 }, 30)).toBe(
      "watch NOT_CONFIRMED_RESOLVED SWELLING_MORE_THAN_SLIGHT",
    );
  });

  it("leaves out a sign that has a reason of its own in the newest picture", () => {
    const facts = { checkIns: [checkIn(50, { ...GONE, redness: 1 })] };
    expect(judged(facts, hoursAfter(51))).toBe("watch REDNESS_PAST_48H");
    const reviews = [{ at: hoursAfter(52), clears: ["REDNESS_PAST_48H" as const] }];
    expect(judged({ ...facts, reviews }, hoursAfter(53))).toBe(DOUBT);
    const gone = [...facts.checkIns, checkIn(60, GONE)];
    expect(judged({ checkIns: gone, reviews }, hoursAfter(61))).toBe("expected");
  });

  it("isn't helped by a reason that only stays from an older picture", () => {
    const told = [checkIn(30, { ...GONE, swelling: 3 }), checkIn(40, { swelling: 1 })];
    expect(judged({ checkIns: told }, hoursAfter(49))).toBe(
      "urgent NOT_CONFIRMED_RESOLVED SWELLING_SEVERE",
    );
  });

  it("takes a sign's own hour, which merging can move back", () => {
    const told = [checkIn(23.5, { ...GONE, redness: 1 }), checkIn(25, GONE)];
    expect(judged({ checkIns: told }, hoursAfter(49))).toBe(DOUBT);
  });
});

describe("the instant at which time changes the assessment", () => {
  it("is the first millisecond of silence", () => {
    expect(change({}, 10)).toEqual([hoursAfter(48, 1), "awaiting"]);
    expect(change({}, 48)).toEqual([hoursAfter(48, 1), "awaiting"]);
    expect(change({}, 48 + 1 / 3_600_000)).toEqual([null, null]);
  });

  it("doesn't come once redness, swelling and heat are confirmed gone, or after closing", () => {
    expect(change({ checkIns: [checkIn(24, GONE)] }, 30)).toEqual([null, null]);
    expect(change({ closedAt: [hoursAfter(20)] }, 30)).toEqual([null, null]);
  });

  it("keeps the level when only a reason is added", () => {
    const checkIns = [checkIn(30, { pus: "yes" })];
    expect(change({ checkIns }, 31)).toEqual([hoursAfter(48, 1), "urgent"]);
    const risky = {
      checkIns: [checkIn(30, { swelling: 2 })],
      risks: ["keloid"],
      protocol: protocolWith({ X9: true }),
    };
    expect(change(risky, 31)).toEqual([hoursAfter(48, 1), "complication"]);
  });

  it("knows nothing of what will be recorded later", () => {
    expect(change({ checkIns: [checkIn(40, GONE)] }, 30)).toEqual([hoursAfter(48, 1), "awaiting"]);
  });
});

describe("why not flagged", () => {
  it("names what was checked, and what would change it", () => {
    const told = checkIn(20, { redness: 2, pus: "no", pain: 3 });
    const { normal } = assess(recoveryFacts({ checkIns: [told] }), hoursAfter(20));
    expect(normal).toContainEqual({
      sign: "redness",
      value: 2,
      hour: 20,
      sentence: "Redness: 2 (like a sunburn) at 20 h; usual at that hour",
      wouldChange: "Past 48 h this redness would be watched, past 72 h it would be a complication",
    });
    expect(normal.map(({ sign }) => sign)).toEqual(["redness", "pain", "pus", "silence", "data"]);
  });

  it("says that a review cleared a sign, and leaves flagged signs out", () => {
    const told = checkIn(20, { pus: "yes", bumps: "yes", itching: 0 });
    const reviews = [{ at: hoursAfter(21), clears: ["PUS" as const] }];
    const { normal } = assess(recoveryFacts({ checkIns: [told], reviews }), hoursAfter(22));
    expect(normal.find(({ sign }) => sign === "pus")?.sentence).toBe(
      "Pus: yes at 20 h; cleared by a licensed review",
    );
    expect(normal.map(({ sign }) => sign)).not.toContain("bumps");
  });
});
