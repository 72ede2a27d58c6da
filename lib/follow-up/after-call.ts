import type { Outcome } from "@/lib/calls/outcomes";
import type { Level } from "@/lib/triage/protocol";
import { type NextAction, nextAction } from "./next-action";
import { addOpenHours, type ClinicHours } from "./opening-hours";

/** One rung: how long after a failed attempt the next is due, and what it is. */
type Rung = { action: string; hours: number; clinicHours?: boolean };

/**
 * The attempt ladder by level, as data: after the n-th failed attempt comes the n-th rung, and the
 * last one repeats. No ladder ends in "normal": somebody decides.
 */
const LADDER: Record<Level, readonly Rung[]> = {
  expected: [{ action: "Try again", hours: 24 }],
  awaiting: [
    { action: "Second try", hours: 24 },
    { action: "Third try", hours: 24 },
    { action: "Decide how to reach the patient", hours: 24 },
  ],
  watch: [
    { action: "Second try, ask every sign", hours: 24 },
    { action: "Third try, ask every sign", hours: 24 },
    { action: "Decide how to reach the patient", hours: 24 },
  ],
  complication: [
    { action: "Tell the provider, second try", hours: 4, clinicHours: true },
    { action: "Third try", hours: 8, clinicHours: true },
    { action: "Provider decides", hours: 4, clinicHours: true },
  ],
  urgent: [
    { action: "Second try, every number", hours: 1 },
    { action: "Third try, every number", hours: 1 },
    { action: "Call the emergency contact", hours: 0 },
    { action: "Send a letter, provider decides", hours: 1 },
  ],
  emergency: [
    { action: "Second try, every number", hours: 0.25 },
    { action: "Third try, every number", hours: 0.25 },
    { action: "Call the emergency contact", hours: 0 },
    { action: "Medical director decides", hours: 0.25 },
  ],
};

/** What a reached call leaves to do at each flagged level. */
const AFTER_REACHED: Record<Exclude<Level, "expected">, Rung> = {
  awaiting: { action: "Ask again", hours: 24 },
  watch: { action: "Call again", hours: 24 },
  complication: { action: "Provider reviews today", hours: 4, clinicHours: true },
  urgent: { action: "Provider reviews, see the patient today", hours: 1 },
  emergency: { action: "Confirm that help has come", hours: 0.25 },
};

export type CallFacts = {
  /** The level after the call's answers were assessed; null when a rule failed. */
  level: Level | null;
  outcome: Outcome;
  /** Attempts before this call, since the reason stands. */
  attempts: number;
  /** For "call back later": when the patient asked to be called. */
  promisedAt: Date | null;
  /** Usable numbers left, the one just dialled no longer counted if it failed. */
  numbersLeft: number;
  treatmentEndedAt: Date;
};

export type AfterCall = NextAction & { attempts: number; promisedAt: Date | null };

/**
 * What a logged call changes for the patient's line: the next action with its due time, the count
 * of attempts and the promise. "Not dialled" is no attempt and leaves the plan: returns null.
 */
export function afterCall(call: CallFacts, now: Date, clinic: ClinicHours): AfterCall | null {
  switch (call.outcome) {
    case "not_dialled":
      return null;
    case "reached":
      return { ...afterReached(call, now, clinic), attempts: 0, promisedAt: null };
    case "reached_call_back_later": {
      const dueAt = call.promisedAt ?? now;
      return {
        action: "Call back as promised",
        dueAt,
        attempts: call.attempts + 1,
        promisedAt: dueAt,
      };
    }
    case "refused":
      return {
        action: "Provider decides",
        dueAt: addOpenHours(now, 4, clinic),
        attempts: call.attempts + 1,
        promisedAt: null,
      };
    case "wrong_number":
    case "not_in_service":
      return {
        ...(call.numbersLeft > 0
          ? { action: "Try the other number", dueAt: now }
          : { action: "Find a number", dueAt: now }),
        attempts: call.attempts + 1,
        promisedAt: null,
      };
    case "language_barrier":
      return { ...afterFailed(call, now, clinic), action: "Call again with an interpreter" };
    case "left_voicemail":
    case "no_answer":
    case "busy":
    case "reached_someone_else":
      return afterFailed(call, now, clinic);
  }
}

function afterReached(call: CallFacts, now: Date, clinic: ClinicHours): NextAction {
  if (call.level === null || call.level === "expected") {
    return nextAction(call.level, now, call.treatmentEndedAt, now, clinic);
  }
  return climb(AFTER_REACHED[call.level], now, clinic);
}

function afterFailed(call: CallFacts, now: Date, clinic: ClinicHours): AfterCall {
  const ladder = LADDER[call.level ?? "urgent"];
  const rung = ladder[Math.min(call.attempts, ladder.length - 1)]!;
  return { ...climb(rung, now, clinic), attempts: call.attempts + 1, promisedAt: null };
}

function climb(rung: Rung, now: Date, clinic: ClinicHours): NextAction {
  const dueAt = rung.clinicHours
    ? addOpenHours(now, rung.hours, clinic)
    : new Date(now.getTime() + rung.hours * 3_600_000);
  return { action: rung.action, dueAt };
}
