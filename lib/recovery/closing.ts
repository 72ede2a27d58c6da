/**
 * How a recovery can end. The last two are written by the desk itself: treated again in the same
 * area, or brought in by an import when it was already over. Neither says that it healed.
 */
export const CLOSING_OUTCOMES = [
  "healed",
  "healed_after_care",
  "referred",
  "declined",
  "lost",
  "superseded",
  "history",
] as const;
export type ClosingOutcome = (typeof CLOSING_OUTCOMES)[number];
