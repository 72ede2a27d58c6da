/** How a person ends a recovery. */
export const HUMAN_CLOSING_OUTCOMES = [
  "healed",
  "healed_after_care",
  "referred",
  "declined",
  "lost",
] as const;

/**
 * How a recovery can end. The last two are written by the desk itself: treated again in the same
 * area, or brought in by an import when it was already over. Neither says that it healed.
 */
export const CLOSING_OUTCOMES = [...HUMAN_CLOSING_OUTCOMES, "superseded", "history"] as const;
export type ClosingOutcome = (typeof CLOSING_OUTCOMES)[number];

/** The words for an outcome, as staff read them. */
export const CLOSING_WORDS: Record<ClosingOutcome, string> = {
  healed: "Healed",
  healed_after_care: "Healed after care",
  referred: "Referred",
  declined: "Declined further contact",
  lost: "Lost: could not be reached",
  superseded: "Treated again",
  history: "Before this desk began",
};
