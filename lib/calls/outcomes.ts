/**
 * Every way a call can end: the one closed list that feeds the column, the form and the reports, in
 * the order in which it is offered. `key` chooses it in the panel, always the same one, whatever is
 * offered. `attempt`: whether a person was tried. `inbound`: whether a contact that the patient
 * began can end so. `strikes`: whether the number is of no use any more.
 */
export const OUTCOMES = [
  { outcome: "reached", label: "Reached", key: "1", attempt: true, inbound: true },
  { outcome: "left_voicemail", label: "Left voicemail", key: "2", attempt: true, inbound: false },
  { outcome: "no_answer", label: "No answer", key: "3", attempt: true, inbound: false },
  { outcome: "busy", label: "Busy", key: "4", attempt: true, inbound: false },
  {
    outcome: "reached_call_back_later",
    label: "Reached, call back later",
    key: "5",
    attempt: true,
    inbound: true,
  },
  {
    outcome: "reached_someone_else",
    label: "Reached someone else",
    key: "6",
    attempt: true,
    inbound: true,
  },
  {
    outcome: "wrong_number",
    label: "Wrong number",
    key: "7",
    attempt: true,
    inbound: false,
    strikes: true,
  },
  {
    outcome: "not_in_service",
    label: "Number not in service",
    key: "8",
    attempt: true,
    inbound: false,
    strikes: true,
  },
  { outcome: "refused", label: "Refused", key: "9", attempt: true, inbound: true },
  {
    outcome: "language_barrier",
    label: "Language barrier",
    key: "0",
    attempt: true,
    inbound: true,
  },
  { outcome: "not_dialled", label: "Not dialled", key: "-", attempt: false, inbound: false },
] as const satisfies readonly {
  outcome: string;
  label: string;
  key: string;
  attempt: boolean;
  inbound: boolean;
  strikes?: true;
}[];
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

/** The key that chooses an outcome. */
export function outcomeKey(outcome: Outcome): string {
  return OUTCOMES.find((each) => each.outcome === outcome)!.key;
}

/** Whether the number that was dialled turned out to be of no use. */
export function strikesNumber(outcome: Outcome): boolean {
  return OUTCOMES.some((each) => each.outcome === outcome && "strikes" in each);
}

/**
 * The outcomes that can be chosen. What the patient began can't end in a voicemail or a dead
 * number; a voicemail is left only where nobody has said no to one.
 */
export function offeredOutcomes(direction: Direction, voicemail: boolean): readonly Outcome[] {
  return OUTCOMES.filter(
    ({ outcome, inbound }) =>
      (direction === "outbound" || inbound) && (outcome !== "left_voicemail" || voicemail),
  ).map(({ outcome }) => outcome);
}
