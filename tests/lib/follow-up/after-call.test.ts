import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUTCOMES } from "@/lib/calls/outcomes";
import { afterCall, type CallFacts } from "@/lib/follow-up/after-call";
import { nextAction } from "@/lib/follow-up/next-action";
import { LEVELS } from "@/lib/triage/protocol";

const DAY = [["09:00", "17:00"]] as const;
const CLINIC = {
  openingHours: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [], sun: [] },
  holidays: [],
  timeZone: "America/Chicago",
};
/** A Tuesday, 10 in the morning at the clinic. */
const NOW = new Date("2026-11-24T16:00:00Z");
const ENDED = new Date("2026-11-22T16:00:00Z");

function after(given: Partial<CallFacts>, now = NOW) {
  const call = {
    level: "watch",
    direction: "outbound",
    outcome: "no_answer",
    attempts: 0,
    promisedAt: null,
    numbersLeft: 1,
    untriedNumbers: 0,
    treatmentEndedAt: ENDED,
  } as const;
  return afterCall({ ...call, ...given }, now, CLINIC);
}

function hoursUntil(dueAt: Date | undefined): number {
  return ((dueAt?.getTime() ?? Number.NaN) - NOW.getTime()) / 3_600_000;
}

describe("a failed attempt", () => {
  it.each([
    ["awaiting", [24, 24, 24]],
    ["watch", [24, 24, 24]],
    ["urgent", [1, 1, 0, 1]],
  ] as const)(
    "at %s climbs the ladder by its hours, and stays on its last rung",
    (level, hours) => {
      const due = [...hours, hours.at(-1)].map((_, attempts) =>
        hoursUntil(after({ level, attempts })?.dueAt),
      );
      expect(due).toEqual([...hours, hours.at(-1)]);
    },
  );

  it("at complication counts opening hours and tells the provider after the first", () => {
    expect(after({ level: "complication" })).toMatchObject({
      action: "Tell the provider, second try",
      dueAt: new Date("2026-11-24T20:00:00Z"),
      attempts: 1,
    });
  });

  it("at complication gives 3 attempts within 2 days, whenever the clinic is open", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 24 * 4 }), (quarters) => {
        const first = new Date(NOW.getTime() + quarters * 900_000);
        const second = after({ level: "complication" }, first)!;
        const third = after({ level: "complication", attempts: 1 }, second.dueAt)!;
        expect(third.dueAt.getTime() - first.getTime()).toBeLessThanOrEqual(48 * 3_600_000);
        expect(third.dueAt > second.dueAt && second.dueAt > first).toBe(true);
      }),
    );
  });

  it.each(["urgent", "emergency"] as const)(
    "at %s goes on with a number that wasn't dialled, now, and climbs once all were",
    (level) => {
      for (const attempts of [0, 1, 2]) {
        expect(after({ level, attempts, untriedNumbers: 1 })).toEqual({
          action: "Try the other number",
          dueAt: NOW,
          attempts,
          promisedAt: null,
        });
        expect(after({ level, attempts })?.attempts).toBe(attempts + 1);
      }
      // From then on others are asked.
      expect(after({ level, attempts: 3, untriedNumbers: 1 })?.attempts).toBe(4);
      const dead = { level, outcome: "wrong_number", untriedNumbers: 1 } as const;
      expect(after(dead)).toMatchObject({ action: "Try the other number", attempts: 0 });
    },
  );

  it("without a level is as urgent as can be", () => {
    expect(after({ level: null })?.dueAt).toEqual(after({ level: "urgent" })?.dueAt);
  });

  it("never ends in normal by itself", () => {
    for (const level of LEVELS) {
      const action = after({ level, attempts: 50 })?.action;
      expect(action).toBeTruthy();
      expect(action).not.toMatch(/check-in|close/i);
    }
    expect(after({ level: "urgent", attempts: 50 })?.action).toBe(
      "Send a letter, provider decides",
    );
  });
});

describe("a call", () => {
  it("that wasn't dialled changes nothing", () => {
    expect(after({ outcome: "not_dialled" })).toBeNull();
  });

  it.each(OUTCOMES.filter(({ attempt }) => attempt).map(({ outcome }) => outcome))(
    "that ended as %s leaves an action that is due",
    (outcome) => {
      const due = after({ outcome, promisedAt: new Date("2026-11-25T15:00:00Z") });
      expect(due?.action).not.toBe("");
      expect(due!.dueAt.getTime()).toBeGreaterThanOrEqual(NOW.getTime());
      expect(due?.attempts).toBe(outcome === "reached" ? 0 : 1);
    },
  );

  it.each(OUTCOMES.filter(({ inbound }) => inbound).map(({ outcome }) => outcome))(
    "that the patient began is no attempt: %s",
    (outcome) => {
      for (const direction of ["inbound", "walk_in"] as const) {
        const promisedAt = new Date("2026-11-25T15:00:00Z");
        const plan = after({ outcome, direction, promisedAt, attempts: 1 });
        expect(plan?.attempts ?? 1).toBe(outcome === "reached" ? 0 : 1);
      }
    },
  );

  it("that promised to ring back is due then", () => {
    const promisedAt = new Date("2026-11-25T15:00:00Z");
    expect(after({ outcome: "reached_call_back_later", promisedAt })).toMatchObject({
      dueAt: promisedAt,
      promisedAt,
    });
  });

  it("to a dead number goes on with the next one at once, or asks for one", () => {
    expect(after({ outcome: "not_in_service", numbersLeft: 1 })?.action).toBe(
      "Try the other number",
    );
    expect(after({ outcome: "wrong_number", numbersLeft: 0 })?.action).toBe("Find a number");
  });

  it("that reached somebody who heals as expected waits for the next check", () => {
    expect(after({ outcome: "reached", level: "expected" })).toMatchObject({
      action: "Next check-in",
      dueAt: new Date("2026-11-25T16:00:00Z"),
    });
  });
});

describe("what is next without a call", () => {
  it.each([
    ["awaiting", 24],
    ["watch", 24],
    ["complication", 4],
    ["urgent", 1],
    ["emergency", 0],
  ] as const)("at %s is due after its limit", (level, hours) => {
    expect(hoursUntil(nextAction(level, NOW, ENDED, NOW, CLINIC).dueAt)).toBe(hours);
  });

  it("for a failed rule is a look at it, now", () => {
    expect(nextAction(null, NOW, ENDED, NOW, CLINIC)).toEqual({
      action: "Review by hand",
      dueAt: NOW,
    });
  });

  it("after the last check is to close the recovery", () => {
    const long = new Date("2026-11-01T16:00:00Z");
    expect(nextAction("expected", NOW, long, NOW, CLINIC)).toEqual({
      action: "Close the recovery",
      dueAt: new Date("2026-11-15T16:00:00Z"),
    });
  });
});
