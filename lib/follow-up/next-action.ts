import { CHECK_IN_HOURS, LEVEL_PLANS } from "@/lib/triage/level-plans";
import type { Level } from "@/lib/triage/protocol";
import { addOpenHours, type ClinicHours } from "./opening-hours";

/** What staff do next about a patient, in words, and until when. */
export type NextAction = { action: string; dueAt: Date };

/** The earliest hour at which a person closes a recovery: day 14. */
export const CLOSING_HOUR = 336;

/** The action of somebody who heals as expected: nobody has to call. */
export const NEXT_CHECK_IN = "Next check-in";

/**
 * What else than the skin is a reason to call, and within how many clinic hours: who couldn't get into their
 * own page was told that somebody calls; who wrote a text waits for an answer.
 */
export const CALL_FOR = {
  locked_out: { action: "Call: locked out of the check-in page", clinicHours: 4 },
  undelivered: { action: "Call: a message didn’t arrive", clinicHours: 4 },
  texted: { action: "Call: sent a text", clinicHours: 1 },
} as const;
export type CallReason = keyof typeof CALL_FOR;

/** What a level asks staff to do first; how soon stands in `LEVEL_PLANS`. */
const FIRST_ACTION: Record<Exclude<Level, "expected">, string> = {
  awaiting: "Reach the patient",
  watch: "Call, ask every sign",
  complication: "Same-day call",
  urgent: "Call now, licensed staff",
  emergency: "Call at once, tell the medical director",
};

/**
 * What is next for a patient nobody has called since the reason stands. A flagged level counts from
 * `since`; an expected one waits for its next check. `level` null is a failed rule: look at it now.
 */
export function nextAction(
  level: Level | null,
  since: Date,
  treatmentEndedAt: Date,
  now: Date,
  clinic: ClinicHours,
): NextAction {
  if (level === null) return { action: "Review by hand", dueAt: since };
  if (level === "expected") return nextCheck(treatmentEndedAt, now);
  return { action: FIRST_ACTION[level], dueAt: responseDue(level, since, clinic) };
}

/** The instant by which a flagged level asks for a call, counted from `since`. */
function responseDue(level: Exclude<Level, "expected">, since: Date, clinic: ClinicHours): Date {
  const { amount, unit } = LEVEL_PLANS[level].within ?? { amount: 0, unit: "hours" };
  return unit === "clinic hours"
    ? addOpenHours(since, amount, clinic)
    : new Date(since.getTime() + amount * 3_600_000);
}

function nextCheck(treatmentEndedAt: Date, now: Date): NextAction {
  const due = CHECK_IN_HOURS.map((hour) => treatmentEndedAt.getTime() + hour * 3_600_000).find(
    (instant) => instant > now.getTime(),
  );
  if (due !== undefined) return { action: NEXT_CHECK_IN, dueAt: new Date(due) };
  return {
    action: "Close the recovery",
    dueAt: new Date(treatmentEndedAt.getTime() + CLOSING_HOUR * 3_600_000),
  };
}
