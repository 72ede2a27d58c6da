import { isAbnormal } from "./answers";
import type { Cause, Reason } from "./assessment";
import { REASON_CATEGORIES } from "./categories";
import { findContradiction } from "./contradiction";
import { dateOr, hourWords } from "./hours";
import type { Answer, Known, KnownCheckIn } from "./known";
import { SIGN_QUESTIONS, SIGNS, type Sign } from "./protocol";
import { reopeningAnswers } from "./reopening";
import type { SignState } from "./standing";

/** An answer as the cause of a reason. */
function causeOf(answer: Answer): Cause {
  const { checkInId, sign, value, observed, recorded, hour } = answer;
  return {
    checkInId,
    sign,
    value,
    observedAt: dateOr(observed, dateOr(recorded, new Date(0))),
    hour: Number.isFinite(hour) ? hour : 0,
  };
}

/** Answers as causes, each once, by observation. */
export function causesOf(answers: readonly Answer[]): Cause[] {
  const keyed = answers.map((answer) => ({ answer, key: causeKey(answer) }));
  const once = new Map(keyed.map(({ key, answer }) => [key, answer]));
  return [...once]
    .toSorted(([a, left], [b, right]) => left.observed - right.observed || (a < b ? -1 : 1))
    .map(([, answer]) => causeOf(answer));
}

function causeKey({ observed, recorded, checkInId, sign, value }: Answer): string {
  const place = String(SIGNS.indexOf(sign)).padStart(2, "0");
  return [observed, recorded, place, checkInId, value].join(" ");
}

/** The reasons about the reports themselves, none of which belongs to a sign. */
export function dataReasons(
  known: Known,
  states: ReadonlyMap<Sign, SignState>,
  reopeners: readonly KnownCheckIn[],
): Reason[] {
  return [
    ...reopenedReason(known, reopeners),
    ...contradictionReason(known, states),
    ...beforeTreatmentReason(known),
    ...identityReason(known),
  ];
}

function reopenedReason(known: Known, reopeners: readonly KnownCheckIn[]): Reason[] {
  const news = reopeners.filter(
    ({ recorded }) => recorded > known.lastReview("REOPENED_AFTER_CLOSE"),
  );
  const newest = news.at(-1);
  if (newest === undefined) return [];
  return [
    {
      code: "REOPENED_AFTER_CLOSE",
      level: "watch",
      sign: null,
      category: REASON_CATEGORIES.REOPENED_AFTER_CLOSE,
      causes: causesOf(reopeningAnswers(newest, known)),
      limit: "no new sign after closing",
      sentence: "A sign was reported after this recovery was closed, so it is open again",
      since: firstRecorded(news, known),
    },
  ];
}

function contradictionReason(known: Known, states: ReadonlyMap<Sign, SignState>): Reason[] {
  const { thresholds } = known.limits;
  const lastReview = known.lastReview("CONTRADICTORY_REPORTS");
  const contradiction = findContradiction(states, thresholds, lastReview);
  if (contradiction === null) return [];
  const signs = new Set(contradiction.answers.map(({ sign }) => SIGN_QUESTIONS[sign].word));
  return [
    {
      code: "CONTRADICTORY_REPORTS",
      level: "watch",
      sign: null,
      category: REASON_CATEGORIES.CONTRADICTORY_REPORTS,
      causes: causesOf(contradiction.answers),
      limit: `answers within ${thresholds.mergeHours} h agree`,
      sentence: `Answers within ${thresholds.mergeHours} h of each other disagree: ${[...signs].join(", ").toLowerCase()}`,
      since: dateOr(contradiction.since, dateOr(known.now, new Date(0))),
    },
  ];
}

function beforeTreatmentReason(known: Known): Reason[] {
  const uncleared = known.beforeTreatment.filter(
    ({ recorded }) => recorded > known.lastReview("DATA_BEFORE_TREATMENT"),
  );
  if (uncleared.length === 0) return [];
  // Answers to a rule that is off never get this far.
  const emergency = uncleared
    .flatMap(({ answers }) => answers)
    .some(({ sign, rank }) => (sign === "breathing" || sign === "eye") && rank >= 1);
  return [
    {
      code: "DATA_BEFORE_TREATMENT",
      level: emergency ? "urgent" : "watch",
      sign: null,
      category: REASON_CATEGORIES.DATA_BEFORE_TREATMENT,
      causes: causesOf(uncleared.flatMap((checkIn) => telling(checkIn, known))),
      limit: "observed after the end of treatment",
      sentence: emergency
        ? "A report dated before the end of treatment tells of breathing or eye trouble; check its time"
        : "A report is dated before the end of treatment and isn't judged; check its time",
      since: firstRecorded(uncleared, known),
    },
  ];
}

function identityReason(known: Known): Reason[] {
  const newest = known.valid.at(-1)?.observed;
  const unverified = known.valid.filter(
    ({ fact, observed, recorded }) =>
      observed === newest &&
      fact.source === "staff_phone" &&
      fact.identityVerified !== true &&
      recorded > known.lastReview("IDENTITY_UNVERIFIED"),
  );
  if (unverified.length === 0) return [];
  const hour = unverified[0]?.answers[0]?.hour ?? 0;
  return [
    {
      code: "IDENTITY_UNVERIFIED",
      level: "watch",
      sign: null,
      category: REASON_CATEGORIES.IDENTITY_UNVERIFIED,
      causes: causesOf(unverified.flatMap((checkIn) => telling(checkIn, known))),
      limit: "two identifiers checked on the phone",
      sentence: `The caller at ${hourWords(hour)} wasn't identified; triage it, disclose nothing`,
      since: firstRecorded(unverified, known),
    },
  ];
}

// A check-in as cause: its abnormal answers, or else one answer to find it by.
function telling({ answers }: KnownCheckIn, known: Known): readonly Answer[] {
  const abnormal = answers.filter(({ sign, rank }) =>
    isAbnormal(sign, rank, known.limits.thresholds),
  );
  return abnormal.length > 0 ? abnormal : answers.slice(0, 1);
}

function firstRecorded(checkIns: readonly KnownCheckIn[], known: Known): Date {
  const first = checkIns.reduce(
    (at, { recorded }) => Math.min(at, recorded),
    Number.POSITIVE_INFINITY,
  );
  return dateOr(first, dateOr(known.now, new Date(0)));
}
