import type { Answers, CheckInSource } from "@/lib/triage/protocol";

/** A check-in as somebody enters it, already of the right shape. */
export type CheckInEntry = {
  /** Null: for every open recovery of the patient. */
  recoveryId: string | null;
  observedAt: Date;
  source: CheckInSource;
  identityVerified: boolean | null;
  answers: Answers;
  note: string | null;
  /** The check-in that this one corrects, and why. */
  corrects?: { checkInId: string; reason: string } | null;
};

/** The longest note that a field takes, in UTF-16 units. */
export const NOTE_LIMIT = 4000;

/** Why an entry can't be kept (recovery protocol, section 1.4). */
export type EntryRefusal = "observed_before_treatment" | "observed_in_future";

/** Clocks differ a little: so much later than its recording may an observation be, in milliseconds. */
const CLOCK_TOLERANCE = 5 * 60_000;

/** Whether an entry's time can be true: not before the treatment ended, not in the future. */
export function refuseEntryTime(
  observedAt: Date,
  recordedAt: Date,
  treatmentEndedAt: Date,
): EntryRefusal | null {
  if (observedAt.getTime() > recordedAt.getTime() + CLOCK_TOLERANCE) return "observed_in_future";
  if (observedAt < treatmentEndedAt) return "observed_before_treatment";
  return null;
}

/** A refused entry that mentions breathing or the eye still gets the emergency words. */
export function needsEmergencyWords(answers: Answers): boolean {
  return [answers.breathing, answers.eye].some((answer) => answer === "yes" || answer === "unsure");
}

/** What to tell somebody whose entry was refused, and what to do. */
export function entryRefusalWords(reason: EntryRefusal | "not_found"): string {
  return {
    not_found: "This patient, number or provider isn’t in your clinic. Open the call again.",
    observed_before_treatment:
      "The time lies before the treatment ended. Enter when the skin looked like this.",
    observed_in_future: "The time lies in the future. Enter when the skin looked like this.",
  }[reason];
}
