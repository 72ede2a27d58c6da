import type { Level } from "@/lib/triage/protocol";
import { addOpenHours, type ClinicHours } from "./opening-hours";

/** What staff do next about a patient, in words, and until when. */
export type NextAction = { action: string; dueAt: Date };

/** Hours after treatment at which a check-in is due, as recovery protocol section 3 has them. */
export const CHECK_HOURS = [24, 48, 72, 168, 336] as const;

/** The earliest hour at which a person closes a recovery: day 14. */
export const CLOSING_HOUR = 336;

/** How fast a level asks for a call (recovery protocol, section 3). Clinic hours count opening time only. */
export const RESPONSE: Record<
  Exclude<Level, "expected">,
  { action: string; hours: number; clinicHours: boolean }
> = {
  awaiting: { action: "Reach the patient", hours: 24, clinicHours: false },
  watch: { action: "Call, ask every sign", hours: 24, clinicHours: false },
  complication: { action: "Same-day call", hours: 4, clinicHours: true },
  urgent: { action: "Call now, licensed staff", hours: 1, clinicHours: false },
  emergency: { action: "Call at once, tell the medical director", hours: 0, clinicHours: false },
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
  return { action: RESPONSE[level].action, dueAt: responseDue(level, since, clinic) };
}

/** The instant by which a flagged level asks for a call, counted from `since`. */
export function responseDue(
  level: Exclude<Level, "expected">,
  since: Date,
  clinic: ClinicHours,
): Date {
  const { hours, clinicHours } = RESPONSE[level];
  return clinicHours
    ? addOpenHours(since, hours, clinic)
    : new Date(since.getTime() + hours * 3_600_000);
}

function nextCheck(treatmentEndedAt: Date, now: Date): NextAction {
  const due = CHECK_HOURS.map((hour) => treatmentEndedAt.getTime() + hour * 3_600_000).find(
    (instant) => instant > now.getTime(),
  );
  if (due !== undefined) return { action: "Next check-in", dueAt: new Date(due) };
  return {
    action: "Close the recovery",
    dueAt: new Date(treatmentEndedAt.getTime() + CLOSING_HOUR * 3_600_000),
  };
}
