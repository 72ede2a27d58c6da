import type { Answer, Known, KnownCheckIn } from "./known";
import { newestView } from "./picture";
import { findingsIn } from "./standing";

/** A check-in that opens a closed recovery again, and the new answers that do it. */
export type Reopener = { checkIn: KnownCheckIn; answers: readonly Answer[] };

/**
 * The valid check-ins recorded after the latest closing whose own picture, as known when each was
 * recorded, holds a sign's reason judged from an answer recorded after the closing. Reviews play
 * no part. Empty when the recovery isn't closed or stays closed.
 */
export function findReopeners(known: Known): Reopener[] {
  const { closed } = known;
  if (closed === null) return [];
  return known.valid
    .filter((checkIn) => checkIn.recorded > closed)
    .map((checkIn) => ({ checkIn, answers: newsIn(checkIn, closed, known) }))
    .filter(({ answers }) => answers.length > 0);
}

function newsIn(checkIn: KnownCheckIn, closed: number, known: Known): Answer[] {
  const news = new Set<Answer>();
  for (const answers of known.answersBySign.values()) {
    const told = answers.filter(
      ({ observed, recorded }) => observed <= checkIn.observed && recorded <= checkIn.recorded,
    );
    const view = newestView(told, known.limits.thresholds.mergeHours);
    for (const finding of view === null ? [] : findingsIn(view, known.limits)) {
      for (const answer of finding.judged) if (answer.recorded > closed) news.add(answer);
    }
  }
  return [...news];
}
