import type { Direction, Outcome } from "@/lib/calls/outcomes";
import type { Level } from "@/lib/triage/protocol";
import { type NextAction, nextAction } from "./next-action";
import { addOpenHours, type ClinicHours } from "./opening-hours";

/**
 * One rung: what comes after a failed attempt, and after how many hours. `clinicHours` counts
 * opening time, which a weekend stretches: then `atMost` plain hours may pass.
 */
type Rung = { action: string; hours: number; clinicHours?: true; atMost?: number };

/**
 * The attempt ladder by level, as data: after the n-th failed attempt comes the n-th rung, and the
 * last one repeats. Awaiting and watch: 3 attempts on 3 days. Complication: 3 within 2 days, and the
 * provider hears of the first that failed. Urgent: now, after 1 h and after 2 h, then the emergency
 * contact, then a letter. No ladder ends in "normal": somebody decides.
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
    { action: "Tell the provider, second try", hours: 4, clinicHours: true, atMost: 24 },
    { action: "Third try", hours: 8, clinicHours: true, atMost: 24 },
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

/** Levels at which an attempt is over only when every number of the patient was tried. */
const EVERY_NUMBER: ReadonlySet<Level> = new Set(["urgent", "emergency"]);
/** So many attempts go to the patient's own numbers, before others are asked. */
const OWN_ATTEMPTS = 3;

/** The action while an attempt goes on with the next number. */
export const TRY_OTHER_NUMBER = "Try the other number";

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
  direction: Direction;
  outcome: Outcome;
  /** Attempts before this call, since the reason stands. */
  attempts: number;
  /** For "call back later": when the patient asked to be called. */
  promisedAt: Date | null;
  /** Usable numbers left, the one just dialled no longer counted if it failed. */
  numbersLeft: number;
  /** Of these, how many have not been dialled in this attempt. */
  untriedNumbers: number;
  treatmentEndedAt: Date;
};

export type AfterCall = NextAction & { attempts: number; promisedAt: Date | null };

/**
 * What a contact changes for the patient's line: the next action with its due time, the count of
 * attempts and the promise. Only what we began is an attempt. Null leaves the plan as it is: "not
 * dialled", and somebody else who rang us.
 */
export function afterCall(call: CallFacts, now: Date, clinic: ClinicHours): AfterCall | null {
  const attempts = call.attempts + (call.direction === "outbound" ? 1 : 0);
  switch (call.outcome) {
    case "not_dialled":
      return null;
    case "reached":
      return { ...afterReached(call, now, clinic), attempts: 0, promisedAt: null };
    case "reached_call_back_later": {
      const dueAt = call.promisedAt ?? now;
      return { action: "Call back as promised", dueAt, attempts, promisedAt: dueAt };
    }
    case "refused":
      return {
        action: "Provider decides",
        dueAt: addOpenHours(now, 4, clinic),
        attempts,
        promisedAt: null,
      };
    case "wrong_number":
    case "not_in_service":
      return {
        ...(call.numbersLeft > 0
          ? { action: TRY_OTHER_NUMBER, dueAt: now }
          : { action: "Find a number", dueAt: now }),
        attempts: goesOn(call) ? call.attempts : attempts,
        promisedAt: null,
      };
    case "language_barrier":
      return {
        ...climb(rungOf(call), now, clinic),
        action: "Call again with an interpreter",
        attempts,
        promisedAt: null,
      };
    case "reached_someone_else":
      if (call.direction !== "outbound") return null;
      return afterFailed(call, now, clinic);
    case "left_voicemail":
    case "no_answer":
    case "busy":
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
  const { attempts } = call;
  if (goesOn(call)) return { action: TRY_OTHER_NUMBER, dueAt: now, attempts, promisedAt: null };
  return { ...climb(rungOf(call), now, clinic), attempts: attempts + 1, promisedAt: null };
}

/** Whether the attempt isn't over yet: another number of the patient has not been dialled in it. */
function goesOn({ level, attempts, untriedNumbers }: CallFacts): boolean {
  return EVERY_NUMBER.has(level ?? "urgent") && attempts < OWN_ATTEMPTS && untriedNumbers > 0;
}

function rungOf({ level, attempts }: CallFacts): Rung {
  const ladder = LADDER[level ?? "urgent"];
  return ladder[Math.min(attempts, ladder.length - 1)]!;
}

function climb({ action, hours, clinicHours, atMost }: Rung, now: Date, clinic: ClinicHours) {
  const later = (plain: number) => new Date(now.getTime() + plain * 3_600_000);
  if (!clinicHours) return { action, dueAt: later(hours) };
  const open = addOpenHours(now, hours, clinic);
  return { action, dueAt: atMost !== undefined && open > later(atMost) ? later(atMost) : open };
}
