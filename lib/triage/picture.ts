import { HOUR } from "./hours";
import type { Answer } from "./known";

/** One sign in one picture: what had been observed up to one instant, as known at another. */
export type SignView = {
  /** The answers that are merged, oldest observation first. */
  window: readonly Answer[];
  /** The latest answer in the window that has its worst value: the sign's value and hour. */
  merged: Answer;
  /** Observation of the newest answer, in milliseconds. */
  latest: number;
  /** All answers at the last instant before the window. */
  previous: readonly Answer[];
  /** The worst of them; null when there is none. */
  previousWorst: Answer | null;
  /** Whether an answer in the window is higher than one observed earlier in it. */
  rises: boolean;
  /** Whether a check-in at the newest instant says "more than last time". */
  saysMore: boolean;
};

/** A sign's view, the recording instant up to which it was known, and if it was the newest then. */
export type SignPicture = { view: SignView; recordedUpTo: number; isNewest: boolean };

/**
 * Every picture that a sign has had, by recording instant and then observation, each distinct one
 * once. Only the sign's own answers matter to it, so pictures taken at other signs' check-ins
 * repeat one of these; and a recording leaves most earlier pictures as they were, so only those
 * that it changes are given again. `answers` are in order of observation.
 */
export function* signPictures(
  answers: readonly Answer[],
  mergeHours: number,
): Generator<SignPicture> {
  const merge = mergeHours * HOUR;
  let known: readonly Answer[] = [];
  for (const { recorded, batch } of byRecording(answers)) {
    known = mergeSorted(known, batch);
    const fresh = new Set(batch.map((answer) => answer.observed));
    let changedUpTo = Number.NEGATIVE_INFINITY;
    let at = firstIndexFrom(known, batch[0]?.observed ?? Number.POSITIVE_INFINITY);
    while (at < known.length) {
      const end = endOfInstant(known, at);
      const observed = known[at]?.observed ?? Number.NaN;
      // A new answer is in the windows of the next two hours, and is the previous value of
      // those that begin after it and not after the next observation.
      const next = known[end]?.observed ?? observed;
      if (fresh.has(observed)) changedUpTo = Math.max(changedUpTo, next + merge);
      if (observed <= changedUpTo) {
        const view = viewAt(known, end, merge);
        if (view) yield { view, recordedUpTo: recorded, isNewest: end === known.length };
      }
      at = end;
    }
  }
}

/** The newest view of some answers (in order of observation); null without answers. */
export function newestView(answers: readonly Answer[], mergeHours: number): SignView | null {
  return viewAt(answers, answers.length, mergeHours * HOUR);
}

function byRecording(answers: readonly Answer[]): { recorded: number; batch: Answer[] }[] {
  const batches = new Map<number, Answer[]>();
  for (const answer of answers) {
    const batch = batches.get(answer.recorded);
    if (batch) batch.push(answer);
    else batches.set(answer.recorded, [answer]);
  }
  return [...batches]
    .map(([recorded, batch]) => ({ recorded, batch }))
    .toSorted((a, b) => (a.recorded < b.recorded ? -1 : 1));
}

function mergeSorted(known: readonly Answer[], batch: readonly Answer[]): readonly Answer[] {
  const lastKnown = known.at(-1)?.observed ?? Number.NEGATIVE_INFINITY;
  const all = [...known, ...batch];
  if ((batch[0]?.observed ?? Number.NEGATIVE_INFINITY) >= lastKnown) return all;
  return all.toSorted((a, b) => a.observed - b.observed);
}

function firstIndexFrom(answers: readonly Answer[], observed: number): number {
  let low = 0;
  let high = answers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((answers[middle]?.observed ?? Number.POSITIVE_INFINITY) < observed) low = middle + 1;
    else high = middle;
  }
  return low;
}

function endOfInstant(answers: readonly Answer[], start: number): number {
  const observed = answers[start]?.observed;
  let end = start + 1;
  while (answers[end]?.observed === observed) end += 1;
  return end;
}

function viewAt(answers: readonly Answer[], end: number, merge: number): SignView | null {
  const latest = answers[end - 1]?.observed;
  if (latest === undefined) return null;
  const window = answers.slice(firstIndexFrom(answers, latest - merge), end);
  const merged = latestWorst(window);
  if (merged === null) return null;
  const previous = previousTo(answers, end - window.length);
  return {
    window,
    merged,
    latest,
    previous,
    previousWorst: latestWorst(previous),
    rises: rises(window),
    saysMore: window.some((answer) => answer.observed === latest && answer.saysMore),
  };
}

function latestWorst(answers: readonly Answer[]): Answer | null {
  let worst: Answer | null = null;
  for (const answer of answers) if (worst === null || answer.rank >= worst.rank) worst = answer;
  return worst;
}

function previousTo(answers: readonly Answer[], windowStart: number): readonly Answer[] {
  const observed = answers[windowStart - 1]?.observed;
  if (observed === undefined) return [];
  return answers.slice(firstIndexFrom(answers, observed), windowStart);
}

function rises(window: readonly Answer[]): boolean {
  let lowestBefore = Number.POSITIVE_INFINITY;
  for (let at = 0; at < window.length; ) {
    const instant = window.slice(at, endOfInstant(window, at));
    if (instant.some((answer) => answer.rank > lowestBefore)) return true;
    for (const answer of instant) lowestBefore = Math.min(lowestBefore, answer.rank);
    at += instant.length;
  }
  return false;
}
