import { describe, expect, it } from "vitest";
import type { Answers, Extension } from "@/lib/triage/protocol";
import { judged } from "@/tests/support/judged";
import { ALL_CLEAR, checkIn, hoursAfter, protocolWith } from "@/tests/support/recovery-facts";

describe("an extension that is off", () => {
  it.each<[Extension, Answers]>([
    ["X1", { breathing: "yes" }],
    ["X2", { eye: "yes" }],
    ["X3", { temperatureC: 40, chills: "yes" }],
    ["X4", { spreading: "yes" }],
    ["X5", { blisters: "yes" }],
  ])("%s ignores %o", (extension, answers) => {
    const facts = { checkIns: [checkIn(30, { ...ALL_CLEAR, ...answers })] };
    const off = protocolWith({ [extension]: false });
    expect(judged({ ...facts, protocol: off }, hoursAfter(31))).toBe("expected");
    expect(judged(facts, hoursAfter(31))).not.toBe("expected");
  });
});

describe("X9, a recorded risk", () => {
  const X9 = { protocol: protocolWith({ X9: true }), risks: ["isotretinoin"] };
  const watched = checkIn(50, { ...ALL_CLEAR, redness: 1 });

  it("makes a watched sign a complication", () => {
    const facts = { checkIns: [watched] };
    expect(judged({ ...facts, ...X9 }, hoursAfter(51))).toBe(
      "complication REDNESS_PAST_48H X_RISK_BUMP",
    );
    expect(judged(facts, hoursAfter(51))).toBe("watch REDNESS_PAST_48H");
    expect(judged({ ...facts, ...X9, risks: [] }, hoursAfter(51))).toBe("watch REDNESS_PAST_48H");
    expect(judged({ ...facts, ...X9, protocol: protocolWith({}) }, hoursAfter(51))).toBe(
      "watch REDNESS_PAST_48H",
    );
  });

  it("needs a sign behind the level, and no worse level", () => {
    const stranger = checkIn(50, ALL_CLEAR, { source: "staff_phone" });
    expect(judged({ checkIns: [stranger], ...X9 }, hoursAfter(51))).toBe(
      "watch IDENTITY_UNVERIFIED",
    );
    expect(judged(X9, hoursAfter(60))).toBe("awaiting NO_REPORT_48H");
    const worse = checkIn(53, { pus: "yes" });
    expect(judged({ checkIns: [watched, worse], ...X9 }, hoursAfter(54))).toBe(
      "urgent PUS REDNESS_PAST_48H",
    );
  });

  it("doesn't stay", () => {
    const gone = checkIn(60, ALL_CLEAR);
    expect(judged({ checkIns: [watched, gone], ...X9 }, hoursAfter(61))).toBe("expected");
  });

  it("doesn't reopen by itself, but counts once reopened", () => {
    const facts = {
      checkIns: [checkIn(60, ALL_CLEAR), checkIn(600, { peeling: 1 })],
      closedAt: [hoursAfter(400)],
      ...X9,
    };
    expect(judged(facts, hoursAfter(601))).toBe(
      "complication PEELING_PAST_14D REOPENED_AFTER_CLOSE X_RISK_BUMP",
    );
  });
});

describe("X10, a prescriber's longer window", () => {
  const longer = {
    protocol: protocolWith({ X10: true }),
    longerWindow: { normalHours: 72, firstDaysHours: 168 },
  };
  const at = (hour: number, answers: Answers, more = {}) =>
    judged(
      { checkIns: [checkIn(hour, { ...ALL_CLEAR, ...answers })], ...longer, ...more },
      hoursAfter(hour + 1),
    );

  it.each<[number, Answers, string]>([
    [72, { redness: 1 }, "awaiting NOT_CONFIRMED_RESOLVED"],
    [73, { redness: 1 }, "watch REDNESS_PAST_48H"],
    [168, { redness: 3 }, "watch REDNESS_PAST_48H"],
    [169, { redness: 1 }, "complication REDNESS_PROLONGED"],
    [73, { heat: 1 }, "watch HEAT_PAST_48H"],
    [169, { heat: 1 }, "complication HEAT_PROLONGED"],
    [73, { swelling: 1 }, "watch SWELLING_PAST_48H"],
    [169, { swelling: 1 }, "complication SWELLING_PROLONGED"],
  ])("moves the limits: %d h, %o", (hour, answers, expected) => {
    expect(at(hour, answers)).toBe(expected);
  });

  it.each<[number, Answers, string]>([
    [49, { swelling: 2 }, "watch SWELLING_PAST_48H"],
    [73, { swelling: 2 }, "complication SWELLING_PROLONGED"],
    [49, { pain: 4 }, "urgent PAIN_SIGNIFICANT"],
    [49, { itching: 2 }, "watch ITCH_MODERATE_PAST_48H"],
    [49, { swelling: 1, swellingTrend: "more" }, "urgent SWELLING_INCREASED"],
  ])("leaves everything else: %d h, %o", (hour, answers, expected) => {
    expect(at(hour, answers)).toBe(expected);
  });

  it("moves what came back", () => {
    const told = [checkIn(50, ALL_CLEAR), checkIn(73, { redness: 1 })];
    expect(judged({ checkIns: told, ...longer }, hoursAfter(74))).toBe(
      "watch REDNESS_PAST_48H REDNESS_RETURNED",
    );
    const inside = [checkIn(50, ALL_CLEAR), checkIn(72, { redness: 1 })];
    expect(judged({ checkIns: inside, ...longer }, hoursAfter(74))).not.toContain("RETURNED");
  });

  it("counts only while it is on, and with a usable window", () => {
    expect(at(60, { redness: 1 }, { protocol: protocolWith({}) })).toBe("watch REDNESS_PAST_48H");
    expect(at(60, { redness: 1 }, { longerWindow: null })).toBe("watch REDNESS_PAST_48H");
    const broken = { normalHours: Number.NaN, firstDaysHours: 168 };
    expect(at(60, { redness: 1 }, { longerWindow: broken })).toBe("watch REDNESS_PAST_48H");
  });
});
