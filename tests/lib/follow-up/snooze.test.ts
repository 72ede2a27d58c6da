import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import {
  latestSnooze,
  refuseSnooze,
  SNOOZE_ENDS,
  SNOOZE_HOURS,
  type SnoozeFacts,
} from "@/lib/follow-up/snooze";
import { snoozeChoiceAt, snoozeChoices } from "@/lib/follow-up/snooze-choices";
import { LEVELS } from "@/lib/triage/protocol";

const CLINIC = {
  openingHours: NINE_TO_FIVE,
  holidays: ["2026-11-26"],
  timeZone: "America/Chicago",
};
/** A Tuesday, 10 in the morning at the clinic. */
const NOW = new Date("2026-11-24T16:00:00Z");
const HOUR = 3_600_000;
const at = (hours: number, milliseconds = 0) =>
  new Date(NOW.getTime() + hours * HOUR + milliseconds);

const line = (given: Partial<SnoozeFacts> = {}): SnoozeFacts => ({
  level: "watch",
  promisedAt: null,
  snoozedUntil: null,
  last: null,
  triedAt: null,
  newsAt: null,
  ...given,
});

describe("the longest snooze of a level", () => {
  it.each([
    ["complication", 4],
    ["watch", 24],
    ["awaiting", 48],
    ["expected", 168],
  ] as const)("%s: %s h, and not a millisecond more", (level, hours) => {
    expect(refuseSnooze(line({ level }), at(hours), NOW)).toBeNull();
    expect(refuseSnooze(line({ level }), at(hours, 1), NOW)).toBe("too_long");
  });

  it.each([
    ["emergency", "too_grave"],
    ["urgent", "too_grave"],
    [null, "rule_failed"],
  ] as const)("%s: not even a minute", (level, reason) => {
    expect(refuseSnooze(line({ level }), at(0, 60_000), NOW)).toBe(reason);
  });

  it("begins after now", () => {
    expect(refuseSnooze(line(), NOW, NOW)).toBe("past");
    expect(refuseSnooze(line(), at(0, 1), NOW)).toBeNull();
  });
});

describe("a promised call-back", () => {
  it("that is due lets nobody be snoozed", () => {
    expect(latestSnooze(line({ promisedAt: NOW }), NOW)).toEqual({
      ok: false,
      reason: "promise_due",
    });
    expect(refuseSnooze(line({ promisedAt: at(0, 1) }), at(0, 1), NOW)).toBeNull();
  });

  it("to come ends the snooze at the latest", () => {
    const promised = line({ promisedAt: at(3) });
    expect(latestSnooze(promised, NOW)).toEqual({ ok: true, latest: at(3) });
    expect(refuseSnooze(promised, at(3), NOW)).toBeNull();
    expect(refuseSnooze(promised, at(3, 1), NOW)).toBe("past_promise");
    expect(refuseSnooze(line({ promisedAt: at(30) }), at(24, 1), NOW)).toBe("too_long");
  });
});

describe("a second snooze", () => {
  const once = (more: Partial<SnoozeFacts>) =>
    line({ last: { at: at(-5), endedBy: null }, ...more });

  it("isn't put upon a first", () => {
    expect(refuseSnooze(once({ snoozedUntil: at(0, 1) }), at(1), NOW)).toBe("snoozed_now");
  });

  it.each(["time", "person", "call"] as const)(
    "isn't offered for the same reason after one that ended by %s",
    (endedBy) => {
      const before = { at: at(-5), endedBy };
      expect(refuseSnooze(line({ last: before }), at(1), NOW)).toBe("snoozed_before");
      const old = { triedAt: at(-5), newsAt: at(-6) };
      expect(refuseSnooze(line({ last: before, ...old }), at(1), NOW)).toBe("snoozed_before");
    },
  );

  it("is, once somebody has tried, or something new came", () => {
    expect(refuseSnooze(once({ triedAt: at(-5, 1) }), at(1), NOW)).toBeNull();
    expect(refuseSnooze(once({ newsAt: at(-5, 1) }), at(1), NOW)).toBeNull();
    const woken = line({ last: { at: at(-5), endedBy: "new_fact" } });
    expect(refuseSnooze(woken, at(1), NOW)).toBeNull();
  });

  it("never leads further than one limit without a try or news, however often it is asked for", () => {
    const ask = fc.record({
      after: fc.integer({ min: 0, max: 100 }),
      hours: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...LEVELS),
        fc.array(ask),
        fc.constantFrom(...SNOOZE_ENDS),
        (level, asks, end) => {
          let now = NOW;
          let asleep = 0;
          let facts = line({ level });
          for (const { after, hours } of asks) {
            now = new Date(now.getTime() + after * HOUR);
            const until = new Date(now.getTime() + hours * HOUR);
            if (refuseSnooze(facts, until, now) !== null) continue;
            asleep += hours;
            const endedBy = end === "new_fact" ? "time" : end;
            facts = { ...facts, snoozedUntil: until, last: { at: now, endedBy } };
          }
          expect(asleep).toBeLessThanOrEqual(SNOOZE_HOURS[level]);
        },
      ),
    );
  });
});

describe("what is offered", () => {
  const labels = (latest: Date) => snoozeChoices(NOW, latest, CLINIC).map(({ label }) => label);

  it("never lies beyond what is allowed", () => {
    expect(labels(at(4))).toEqual(["In 1 h", "In 2 h", "In 4 h"]);
    expect(labels(at(4, -1))).toEqual(["In 1 h", "In 2 h"]);
    expect(labels(at(24))).toEqual(["In 1 h", "In 2 h", "In 4 h", "Tomorrow 9:00 AM"]);
  });

  it("is accepted when it is sent at once, and its hours count from then", () => {
    for (const level of ["complication", "watch", "awaiting", "expected"] as const) {
      const allowed = latestSnooze(line({ level }), NOW);
      const latest = allowed.ok ? allowed.latest : NOW;
      for (const { value } of snoozeChoices(NOW, latest, CLINIC)) {
        expect(refuseSnooze(line({ level }), snoozeChoiceAt(value, NOW)!, NOW)).toBeNull();
      }
    }
    expect(snoozeChoiceAt("4h", at(1))).toEqual(at(5));
  });

  it("names the mornings on which the clinic opens, past holidays and weekends", () => {
    expect(labels(at(168)).slice(3)).toEqual([
      "Tomorrow 9:00 AM",
      "Fri 9:00 AM",
      "Mon 9:00 AM",
      "Tue 1 Dec 9:00 AM",
    ]);
  });

  it("is only hours for a clinic that never opens", () => {
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const offered = snoozeChoices(NOW, at(168), { ...CLINIC, openingHours: closed });
    expect(offered.map(({ label }) => label)).toEqual(["In 1 h", "In 2 h", "In 4 h"]);
  });
});
