/**
 * Every way a call can end: the one closed list that feeds the column, the form and the reports.
 * `attempt`: whether a person was tried. `answers`: whether the check-in form belongs to it.
 */
export const OUTCOMES = [
  { outcome: "reached", label: "Reached", attempt: true, answers: true },
  { outcome: "left_voicemail", label: "Left voicemail", attempt: true, answers: false },
  { outcome: "no_answer", label: "No answer", attempt: true, answers: false },
  { outcome: "busy", label: "Busy", attempt: true, answers: false },
  {
    outcome: "reached_call_back_later",
    label: "Reached, call back later",
    attempt: true,
    answers: false,
  },
  { outcome: "reached_someone_else", label: "Reached someone else", attempt: true, answers: false },
  { outcome: "wrong_number", label: "Wrong number", attempt: true, answers: false },
  { outcome: "not_in_service", label: "Number not in service", attempt: true, answers: false },
  { outcome: "refused", label: "Refused", attempt: true, answers: false },
  { outcome: "language_barrier", label: "Language barrier", attempt: true, answers: false },
  { outcome: "not_dialled", label: "Not dialled", attempt: false, answers: false },
] as const;
export type Outcome = (typeof OUTCOMES)[number]["outcome"];
export const OUTCOME_CODES = OUTCOMES.map((each) => each.outcome) as [Outcome, ...Outcome[]];

/** Who spoke in a reached call. */
export const SPEAKERS = ["patient", "authorised_relative", "other"] as const;
export type Speaker = (typeof SPEAKERS)[number];
export const SPEAKER_LABELS: Record<Speaker, string> = {
  patient: "The patient",
  authorised_relative: "A relative with authority",
  other: "Someone else",
};

/** Which way the contact went. Inbound calls and walk-ins are contacts too. */
export const DIRECTIONS = ["outbound", "inbound", "walk_in"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The words for an outcome, as staff read them. */
export function outcomeLabel(outcome: Outcome): string {
  return OUTCOMES.find((each) => each.outcome === outcome)!.label;
}

/** The digit that chooses an outcome: always the same one, whichever outcomes are offered. */
export function outcomeKey(outcome: Outcome): number | null {
  const digit = OUTCOME_CODES.indexOf(outcome) + 1;
  return digit <= 9 ? digit : null;
}
