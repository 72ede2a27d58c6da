import { answerRank } from "./answers";
import type { CheckInFact, LongerWindow, RecoveryFacts } from "./facts";
import { HOUR } from "./hours";
import {
  type Protocol,
  type ReasonCode,
  SIGN_QUESTIONS,
  SIGNS,
  type Sign,
  type Thresholds,
} from "./protocol";

/** One answer to one question. Instants are in milliseconds, `hour` is elapsed hours. */
export type Answer = {
  checkInId: string;
  sign: Sign;
  value: number | string;
  rank: number;
  observed: number;
  recorded: number;
  hour: number;
  /** Whether the same check-in says that the swelling is more than last time. */
  saysMore: boolean;
};

/** A check-in with the answers that are asked and fit their scale. */
export type KnownCheckIn = {
  fact: CheckInFact;
  observed: number;
  recorded: number;
  answers: readonly Answer[];
};

/** The limits that hold for a recovery: the protocol's numbers, and X10's window if it is used. */
export type Limits = { thresholds: Thresholds; longerWindow: LongerWindow | null };

/** What exists at `now`, sorted out: everything recorded later is left out. */
export type Known = {
  now: number;
  treatmentEnded: number;
  valid: readonly KnownCheckIn[];
  beforeTreatment: readonly KnownCheckIn[];
  answersBySign: ReadonlyMap<Sign, readonly Answer[]>;
  /** Instant of the latest review that names a reason; -Infinity when none does. */
  lastReview(code: ReasonCode): number;
  /** Instant of the latest closing; null when there is none. */
  closed: number | null;
  hasRisk: boolean;
  protocol: Protocol;
  limits: Limits;
};

/**
 * Reads the facts as they stand at `now`. Never throws: a check-in whose recording instant is
 * unusable counts as known but as never yet reviewed; one that can't be shown to lie after the
 * end of treatment counts as lying before it.
 */
export function knownFacts(facts: RecoveryFacts, now: Date): Known {
  const { protocol } = facts;
  const treatmentEnded = facts.treatmentEndedAt.getTime();
  const existing = facts.checkIns
    .filter((fact) => exists(fact, now.getTime(), protocol.thresholds))
    .map((fact) => knownCheckIn(fact, treatmentEnded, protocol))
    .toSorted(byObservation);
  const valid = existing.filter((c) => c.observed >= treatmentEnded && c.answers.length > 0);
  const reviews = latestReviews(facts, now.getTime());

  return {
    now: now.getTime(),
    treatmentEnded,
    valid,
    beforeTreatment: existing.filter((c) => !(c.observed >= treatmentEnded)),
    answersBySign: groupBySign(valid),
    lastReview: (code) => reviews.get(code) ?? Number.NEGATIVE_INFINITY,
    closed: latestClosing(facts, now.getTime()),
    hasRisk: facts.risks.some((risk) => risk.trim() !== ""),
    protocol,
    limits: {
      thresholds: protocol.thresholds,
      longerWindow: protocol.extensions.X10 ? usableWindow(facts.longerWindow) : null,
    },
  };
}

function exists(fact: CheckInFact, now: number, thresholds: Thresholds): boolean {
  const recorded = fact.recordedAt.getTime();
  const skew = thresholds.clockSkewMinutes * 60_000;
  return !(recorded > now) && !(fact.observedAt.getTime() > recorded + skew);
}

function knownCheckIn(fact: CheckInFact, treatmentEnded: number, protocol: Protocol): KnownCheckIn {
  // An unknown observation lies before treatment; an unknown recording comes after any review.
  const observed = instantOr(fact.observedAt, Number.NEGATIVE_INFINITY);
  const recorded = instantOr(fact.recordedAt, Number.POSITIVE_INFINITY);
  const answers: Answer[] = [];
  for (const sign of SIGNS) {
    const { extension } = SIGN_QUESTIONS[sign];
    if (extension !== null && !protocol.extensions[extension]) continue;
    const value = fact.answers[sign];
    const rank = answerRank(sign, value);
    if (rank === null || value === null || value === undefined) continue;
    const hour = (observed - treatmentEnded) / HOUR;
    const saysMore = fact.answers.swellingTrend === "more";
    answers.push({ checkInId: fact.id, sign, value, rank, observed, recorded, hour, saysMore });
  }
  return { fact, observed, recorded, answers };
}

function instantOr(date: Date, fallback: number): number {
  const instant = date.getTime();
  return Number.isNaN(instant) ? fallback : instant;
}

function byObservation(a: KnownCheckIn, b: KnownCheckIn): number {
  // Compared, not subtracted: two unknown (infinite) recordings are equal, not NaN apart.
  return (
    order(a.observed, b.observed) || order(a.recorded, b.recorded) || order(a.fact.id, b.fact.id)
  );
}

function order<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function latestReviews(facts: RecoveryFacts, now: number): ReadonlyMap<ReasonCode, number> {
  const latest = new Map<ReasonCode, number>();
  for (const review of facts.reviews) {
    const at = review.at.getTime();
    if (!(at <= now)) continue;
    for (const code of review.clears) {
      latest.set(code, Math.max(at, latest.get(code) ?? Number.NEGATIVE_INFINITY));
    }
  }
  return latest;
}

function groupBySign(checkIns: readonly KnownCheckIn[]): ReadonlyMap<Sign, readonly Answer[]> {
  const bySign = new Map<Sign, Answer[]>();
  for (const answer of checkIns.flatMap((checkIn) => checkIn.answers)) {
    const answers = bySign.get(answer.sign);
    if (answers) answers.push(answer);
    else bySign.set(answer.sign, [answer]);
  }
  return bySign;
}

function latestClosing(facts: RecoveryFacts, now: number): number | null {
  let latest: number | null = null;
  for (const closing of facts.closedAt) {
    const at = closing.getTime();
    if (at <= now && (latest === null || at > latest)) latest = at;
  }
  return latest;
}

function usableWindow(window: LongerWindow | null): LongerWindow | null {
  if (window === null) return null;
  const usable = Number.isFinite(window.normalHours) && Number.isFinite(window.firstDaysHours);
  return usable ? window : null;
}
