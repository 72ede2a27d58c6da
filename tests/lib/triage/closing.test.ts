import { describe, expect, it } from "vitest";
import { assess } from "@/lib/triage/assess";
import type { CheckInFact } from "@/lib/triage/facts";
import type { ReasonCode } from "@/lib/triage/protocol";
import { judged } from "@/tests/support/judged";
import { ALL_CLEAR, checkIn, hoursAfter, recoveryFacts } from "@/tests/support/recovery-facts";

const CLOSED = [hoursAfter(400)];
const before = checkIn(60, ALL_CLEAR);

function after(...later: CheckInFact[]) {
  return judged({ checkIns: [before, ...later], closedAt: CLOSED }, hoursAfter(700));
}

describe("a closed recovery", () => {
  it("reads expected with no reasons, from the closing on", () => {
    const checkIns = [checkIn(100, { pus: "yes" })];
    expect(judged({ checkIns, closedAt: CLOSED }, hoursAfter(399))).toBe(
      "urgent NOT_CONFIRMED_RESOLVED PUS",
    );
    expect(judged({ checkIns, closedAt: CLOSED }, hoursAfter(400))).toBe("expected");
    expect(judged({ closedAt: CLOSED }, hoursAfter(500))).toBe("expected");
  });

  it("is reopened by a new sign at watch or worse", () => {
    expect(after(checkIn(600, { bumps: "yes" }))).toBe("urgent BUMPS REOPENED_AFTER_CLOSE");
    expect(after(checkIn(600, { peeling: 1 }))).toBe("watch PEELING_PAST_14D REOPENED_AFTER_CLOSE");
    expect(after(checkIn(600, { temperatureC: 39 }))).toBe("urgent REOPENED_AFTER_CLOSE X_FEVER");
  });

  it("stays closed otherwise", () => {
    expect(after(checkIn(600, ALL_CLEAR))).toBe("expected");
    expect(after(checkIn(600, { itching: 1 }))).toBe("expected");
    expect(after(checkIn(-1, { eye: "yes" }, { recordedHour: 600 }))).toBe("expected");
    expect(after(checkIn(600, {}))).toBe("expected");
    const stranger = checkIn(600, ALL_CLEAR, { source: "staff_phone", identityVerified: false });
    expect(after(stranger)).toBe("expected");
    const contradicting = [
      checkIn(20, { redness: 0 }, { id: "a", recordedHour: 600 }),
      checkIn(20, { redness: 2 }, { id: "b", recordedHour: 600 }),
    ];
    expect(after(...contradicting)).toBe("expected");
  });

  it("isn't reopened by a check-in recorded at the closing, but by one a millisecond later", () => {
    const bumps = { bumps: "yes" } as const;
    expect(after(checkIn(400, bumps))).toBe("expected");
    expect(after(checkIn(400, bumps, { recordedAt: hoursAfter(400, 1) }))).toBe(
      "urgent BUMPS REOPENED_AFTER_CLOSE",
    );
  });

  it("needs an answer recorded after the closing behind the reason", () => {
    const old = checkIn(399, { bumps: "yes" });
    expect(after(old, checkIn(600, { redness: 0 }))).toBe("expected");
    const lower = checkIn(400.5, { bumps: "unsure" });
    expect(after(old, lower)).toBe("urgent BUMPS REOPENED_AFTER_CLOSE");
    const reassuring = checkIn(400.5, { bumps: "no" });
    expect(after(old, reassuring)).toBe("expected");
  });

  it("looks at a back-dated report's own picture", () => {
    expect(after(checkIn(30, { pus: "yes" }, { recordedHour: 600 }))).toBe(
      "urgent PUS REOPENED_AFTER_CLOSE",
    );
    // It changes what a later picture shows, but its own holds no reason.
    const old = checkIn(90, { redness: 1 });
    expect(after(old, checkIn(80, { redness: 0 }, { recordedHour: 600 }))).toBe("expected");
  });

  it("then reads as if it had never been closed", () => {
    const old = checkIn(100, { pus: "yes" });
    expect(after(old, checkIn(600, { peeling: 3 }))).toBe(
      "urgent PEELING_MORE_THAN_SOME PUS REOPENED_AFTER_CLOSE",
    );
  });

  it("counts the latest closing that has happened only", () => {
    const checkIns = [before, checkIn(450, { bumps: "yes" })];
    const closedAt = [hoursAfter(500), hoursAfter(400)];
    expect(judged({ checkIns, closedAt }, hoursAfter(499))).toBe(
      "urgent BUMPS REOPENED_AFTER_CLOSE",
    );
    expect(judged({ checkIns, closedAt }, hoursAfter(500))).toBe("expected");
  });
});

describe("a review of a reopened recovery", () => {
  const bumps = [before, checkIn(600, { bumps: "yes" }), checkIn(610, { bumps: "yes" })];
  const reviewed = (hour: number, ...clears: ReasonCode[]) =>
    recoveryFacts({
      checkIns: bumps,
      closedAt: CLOSED,
      reviews: [{ at: hoursAfter(hour), clears }],
    });

  it("clears the reopening from the newest recording that reopens on", () => {
    expect(judged(reviewed(610, "REOPENED_AFTER_CLOSE"), hoursAfter(620))).toBe("urgent BUMPS");
    expect(judged(reviewed(609, "REOPENED_AFTER_CLOSE"), hoursAfter(620))).toBe(
      "urgent BUMPS REOPENED_AFTER_CLOSE",
    );
  });

  it("doesn't close it again, neither afterwards nor beforehand", () => {
    const cleared = assess(reviewed(610, "BUMPS", "REOPENED_AFTER_CLOSE"), hoursAfter(620));
    expect(cleared.reopened).toBe(true);
    expect(cleared.level).toBe("expected");
    const only = assess(reviewed(610, "BUMPS"), hoursAfter(620));
    expect(only.reasons.map(({ code }) => code)).toEqual(["REOPENED_AFTER_CLOSE"]);
  });
});
