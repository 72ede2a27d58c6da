import { HOUR } from "./hours";
import type { Answer } from "./known";

/** One sign in one picture: what had been observed up to one instant, as known at another. */
export type SignView = {
  /** All its answers that were known, oldest observation first. */
  known: readonly Answer[];
  /** The window of answers that are merged: from here, inclusive, … */
  from: number;
  /** … to here, exclusive. The answer before it is the newest at the view's instant. */
  to: number;
  /** The latest answer in the window that has its worst value: the sign's value and hour. */
  merged: Answer;
  /** The worst of the answers at the last instant before the window; null without any. */
  previousWorst: Answer | null;
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
    const start = firstIndexFrom(known, batch[0]?.observed ?? Number.POSITIVE_INFINITY);
    let changedUpTo = Number.NEGATIVE_INFINITY;
    for (const view of viewsFrom(known, start, merge)) {
      const observed = newestAnswer(view).observed;
      // A new answer is in the windows of the next two hours, and is the previous value of
      // those that begin after it and not after the next observation.
      if (fresh.delete(observed)) {
        changedUpTo = Math.max(changedUpTo, (known[view.to]?.observed ?? observed) + merge);
      }
      if (observed <= changedUpTo) {
        yield { view, recordedUpTo: recorded, isNewest: view.to === known.length };
      } else if (fresh.size === 0) break;
    }
  }
}

/** The newest view of some answers, which are in order of observation; null without answers. */
export function newestView(answers: readonly Answer[], mergeHours: number): SignView | null {
  const newest = answers.at(-1);
  if (newest === undefined) return null;
  const start = firstIndexFrom(answers, newest.observed);
  return viewsFrom(answers, start, mergeHours * HOUR).next().value ?? null;
}

/** The answers that are merged in a view. */
export function windowOf(view: SignView): readonly Answer[] {
  return view.known.slice(view.from, view.to);
}

/** All answers at the last instant before the window. */
export function previousOf({ known, from }: SignView): readonly Answer[] {
  const last = known[from - 1];
  return last === undefined ? [] : known.slice(firstIndexFrom(known, last.observed), from);
}

/** The newest answer of a view. */
export function newestAnswer({ known, to, merged }: SignView): Answer {
  return known[to - 1] ?? merged;
}

/** Whether an answer in the window is higher than one observed earlier in it. */
export function risesWithin({ known, from, to }: SignView): boolean {
  let lowestBefore = Number.POSITIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  for (let at = from; at < to; at += 1) {
    const answer = known[at];
    if (answer === undefined) break;
    if (answer.observed !== known[at - 1]?.observed) lowestBefore = lowest;
    if (answer.rank > lowestBefore) return true;
    lowest = Math.min(lowest, answer.rank);
  }
  return false;
}

/** Whether a check-in at the view's newest instant says "more than last time". */
export function saysMore(view: SignView): boolean {
  const { observed } = newestAnswer(view);
  for (let at = view.to - 1; at >= view.from; at -= 1) {
    const answer = view.known[at];
    if (answer?.observed !== observed) return false;
    if (answer.saysMore) return true;
  }
  return false;
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

/**
 * The view at each observed instant from an index on, which begins an instant. The worst of the
 * moving window is kept in a falling queue, so that a crowded window is not read again each time.
 */
function* viewsFrom(
  known: readonly Answer[],
  start: number,
  merge: number,
): Generator<SignView, undefined> {
  const queue: Answer[] = [];
  let front = 0;
  let next = firstIndexFrom(known, (known[start]?.observed ?? Number.NaN) - merge);
  for (let to = start; to < known.length; ) {
    const observed = known[to]?.observed ?? Number.NaN;
    to = endOfInstant(known, to);
    for (; next < to; next += 1) {
      const answer = known[next];
      if (answer === undefined) break;
      while (queue.length > front && (queue.at(-1)?.rank ?? 0) <= answer.rank) queue.pop();
      queue.push(answer);
    }
    while ((queue[front]?.observed ?? observed) < observed - merge) front += 1;
    const merged = queue[front];
    if (merged === undefined) return;
    const from = firstIndexFrom(known, observed - merge);
    yield { known, from, to, merged, previousWorst: previousWorst(known, from) };
  }
}

function previousWorst(known: readonly Answer[], from: number): Answer | null {
  let worst = known[from - 1] ?? null;
  for (let at = from - 2; at >= 0; at -= 1) {
    const answer = known[at];
    if (worst === null || answer?.observed !== worst.observed) break;
    if (answer.rank > worst.rank) worst = answer;
  }
  return worst;
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
