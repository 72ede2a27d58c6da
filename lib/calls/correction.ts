import { type Outcome, outcomeLabel, SPEAKER_LABELS, type Speaker } from "./outcomes";

/** What of a logged call can be corrected; answers are corrected as check-ins. */
export type CallWords = {
  outcome: Outcome;
  spokeWith: Speaker | null;
  identityChecked: boolean | null;
  contactPointId: string | null;
  readBack: boolean | null;
  note: string | null;
};

/** A correction as it is entered, already of the right shape. */
export type CallCorrection = {
  callId: string;
  /** The version of the call that the corrector saw. */
  version: number;
  words: CallWords;
  /** For "call back later": when the patient asked to be called. */
  promisedAt: Date | null;
  reason: string;
  idempotencyKey: string;
};

/** The parts of a call in the order in which they are shown, by the field that holds them. */
export const CALL_PARTS = [
  { part: "outcome", field: "outcome", label: "Outcome" },
  { part: "spokeWith", field: "speaker", label: "Who spoke" },
  { part: "identityChecked", field: "identityVerified", label: "Two identifiers" },
  { part: "contactPointId", field: "numberId", label: "Number" },
  { part: "readBack", field: "readBack", label: "Read-back" },
  { part: "note", field: "note", label: "Note" },
] as const satisfies readonly { part: keyof CallWords; field: string; label: string }[];

export type CallPart = (typeof CALL_PARTS)[number];

/** Which parts differ between two versions of a call. */
export function differingParts(before: CallWords, after: CallWords): CallPart[] {
  return CALL_PARTS.filter(({ part }) => before[part] !== after[part]);
}

/** A part's value as staff read it; `numberOf` gives the words for a number's id. */
export function partWords(
  words: CallWords,
  part: CallPart["part"],
  numberOf: (id: string) => string,
): string {
  switch (part) {
    case "outcome":
      return outcomeLabel(words.outcome);
    case "spokeWith":
      return words.spokeWith ? SPEAKER_LABELS[words.spokeWith] : NOTHING;
    case "identityChecked":
      if (words.identityChecked === null) return NOTHING;
      return words.identityChecked ? "Both matched" : "Not matched";
    case "contactPointId":
      return words.contactPointId ? numberOf(words.contactPointId) : NOTHING;
    case "readBack":
      if (words.readBack === null) return NOTHING;
      return words.readBack ? "Said back" : "Not said back";
    case "note":
      return words.note ?? NOTHING;
  }
}

const NOTHING = "nothing";
