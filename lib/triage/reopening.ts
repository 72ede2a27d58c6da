import type { Answer, Known, KnownCheckIn } from "./known";
import { newestView } from "./picture";
import { judgedAnswers } from "./sign-rule";
import { type Finding, findingsIn, isNewsSince } from "./standing";

/**
 * The valid check-ins recorded after the latest closing whose own picture, as known when each was
 * recorded, holds a sign's reason judged from an answer recorded after the closing. Reviews play
 * no part. Empty when the recovery isn't closed or stays closed.
 */
export function findReopeners(known: Known): KnownCheckIn[] {
  const { closed } = known;
  if (closed === null) return [];
  return known.valid.filter(
    (checkIn) => checkIn.recorded > closed && newFindings(checkIn, closed, known).length > 0,
  );
}

/** The answers recorded after the closing by which a check-in reopens. */
export function reopeningAnswers(checkIn: KnownCheckIn, known: Known): Answer[] {
  const closed = known.closed ?? Number.POSITIVE_INFINITY;
  return newFindings(checkIn, closed, known)
    .flatMap(({ rule, view }) => judgedAnswers(rule, view, known.limits))
    .filter(({ recorded }) => recorded > closed);
}

function newFindings(checkIn: KnownCheckIn, closed: number, known: Known): Finding[] {
  return [...known.answersBySign.values()].flatMap((answers) => {
    const told = answers.filter(
      ({ observed, recorded }) => observed <= checkIn.observed && recorded <= checkIn.recorded,
    );
    const view = newestView(told, known.limits.thresholds.mergeHours);
    const findings = view === null ? [] : findingsIn(view, known.limits);
    return findings.filter((finding) => isNewsSince(finding, closed, known.limits));
  });
}
