import type { Answer } from "./known";
import { windowOf } from "./picture";
import { SIGN_QUESTIONS, type Sign, type Thresholds } from "./protocol";
import type { SignState } from "./standing";

/** A contradiction in the newest picture: the answers it is judged from, and when it was known. */
export type Contradiction = { answers: readonly Answer[]; since: number };

/**
 * Signs whose merged answers differ too much to be both right, read in the newest picture. It is
 * cleared by a review after which none of its answers was recorded; null without one.
 */
export function findContradiction(
  states: ReadonlyMap<Sign, SignState>,
  thresholds: Thresholds,
  lastReview: number,
): Contradiction | null {
  const windows = [...states.values()]
    .map(({ view }) => windowOf(view))
    .filter((window) => contradicts(window, thresholds));
  const answers = windows.flat();
  const news = answers.map(({ recorded }) => recorded).filter((at) => at > lastReview);
  if (news.length === 0) return null;
  const shown = [...new Set(news)]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .find((at) =>
      windows.some((window) =>
        contradicts(
          window.filter(({ recorded }) => recorded <= at),
          thresholds,
        ),
      ),
    );
  return { answers, since: shown ?? Number.POSITIVE_INFINITY };
}

function contradicts(window: readonly Answer[], thresholds: Thresholds): boolean {
  const kind = window[0] && SIGN_QUESTIONS[window[0].sign].kind;
  if (kind === undefined || kind === "celsius") return false;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const { rank } of window) {
    lowest = Math.min(lowest, rank);
    highest = Math.max(highest, rank);
  }
  // "Not sure" against "yes" is no contradiction: both ask for a person.
  if (kind === "certainty") return lowest === 0 && highest > 0;
  const steps =
    kind === "pain" ? thresholds.contradictionPainPoints : thresholds.contradictionSteps;
  return highest - lowest >= steps;
}
