/** For so long a call can be taken back by whoever logged it; from then on it is corrected. */
const UNDO_MINUTES = 10;

/** Whether a call can still be taken back at `now`. Its last instant no longer counts. */
export function isUndoable(loggedAt: Date, now: Date): boolean {
  return now.getTime() - loggedAt.getTime() < UNDO_MINUTES * 60_000;
}

/** Why a call isn't taken back. */
export type UndoRefusal = "not_found" | "not_yours" | "too_late";

/** What is said of a call that can't be taken back, and what to do. */
export function undoRefusalWords(reason: UndoRefusal): string {
  return {
    not_found: "This call isn’t in your clinic.",
    not_yours: "Only whoever logged a call can take it back. Correct it in the record instead.",
    too_late: `A call can be taken back for ${UNDO_MINUTES} minutes. Correct it in the record instead.`,
  }[reason];
}
