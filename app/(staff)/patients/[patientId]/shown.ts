import type { AssessmentPanelProps } from "@/components/record/assessment-panel";
import type { ShownCheckIn } from "@/components/record/check-in-history";
import type { ShownReason } from "@/components/record/reason-list";
import type { PatientRecord, RecordedRecovery } from "@/db/queries/patient-record";
import { outcomeLabel } from "@/lib/calls/outcomes";
import { askedSigns } from "@/lib/check-in/last-answers";
import { absolute, momentOf } from "@/lib/dates";
import { CLOSING_HOUR } from "@/lib/follow-up/next-action";
import { dayAndHour, elapsedHours } from "@/lib/recovery/clock";
import { levelAt, TURNED_SENTENCE } from "@/lib/recovery/standing";
import { dayMarks, SOURCE_WORDS, signSeries } from "@/lib/recovery/timeline";
import { answerRank, isAbnormal, valueWords } from "@/lib/triage/answers";
import { LEVEL_WORDS } from "@/lib/triage/level-words";
import { SIGN_QUESTIONS, SIGNS } from "@/lib/triage/protocol";
import { levelWord } from "@/lib/worklist/line";
import { REASON_HEADLINES } from "@/lib/worklist/reason-headlines";

/** When a record is read, and in whose zone. */
export type Reading = { now: Date; zone: string };

type CheckIn = PatientRecord["checkIns"][number];

/** The check-ins that count for a recovery, the newest observation first. */
export function checkInsOf(record: PatientRecord, { counting }: RecordedRecovery): CheckIn[] {
  const ids = new Set(counting);
  return record.checkIns.filter(({ checkIn }) => ids.has(checkIn.id));
}

/** The chart of one recovery: what counts, and what people did since the treatment. */
export function timelineOf(record: PatientRecord, shown: RecordedRecovery, { now, zone }: Reading) {
  const { treatment, protocol } = shown;
  const { thresholds } = protocol;
  const limits =
    treatment.longerWindow && protocol.extensions.X10
      ? [treatment.longerWindow.normalHours, treatment.longerWindow.firstDaysHours]
      : [thresholds.normalHours, thresholds.firstDaysHours];
  const checkIns = checkInsOf(record, shown).map(({ checkIn }) => checkIn);
  const series = signSeries(checkIns, treatment.endedAt, protocol, limits[0]);
  const events = eventsOf(record, shown.recovery.id)
    .map(({ at, ...event }) => ({ ...event, hour: elapsedHours(treatment.endedAt, at) }))
    .filter(({ hour }) => hour >= 0);
  const latest = Math.max(
    ...series.flatMap(({ points }) => points.map(({ hour }) => hour)),
    ...events.map(({ hour }) => hour),
    Math.min(elapsedHours(treatment.endedAt, now), CLOSING_HOUR),
  );
  const maxHour = Math.max(96, Math.ceil(latest / 24) * 24);
  const estimated = treatment.endedAtSource === "recorded" ? "" : " (estimated)";
  return {
    endedAtLabel: `Treatment ended ${absolute(treatment.endedAt, zone)}${estimated}`,
    hours: { maxHour },
    limits,
    series,
    events,
    dayMarks: dayMarks(treatment.endedAt, maxHour, zone),
  };
}

/** Calls that stand, reviews of this recovery, and questions about it with their answers. */
function eventsOf(record: PatientRecord, recoveryId: string) {
  const calls = record.calls
    .filter(({ call }) => call.undoneAt === null)
    .map(({ call }) => ({
      id: call.id,
      kind: "call" as const,
      at: call.startedAt,
      label: outcomeLabel(call.outcome),
    }));
  const reviews = record.reviews
    .filter(({ review }) => review.recoveryId === recoveryId)
    .map(({ review, by }) => ({
      id: review.id,
      kind: "review" as const,
      at: review.at,
      label: `${by} cleared ${review.clears.map((code) => REASON_HEADLINES[code]).join(", ")}`,
    }));
  const questions = record.escalations
    .filter(({ escalation }) => escalation.recoveryId === recoveryId)
    .flatMap(({ escalation, by, to, answeredBy }) => [
      {
        id: escalation.id,
        kind: "question" as const,
        at: escalation.at,
        label: `${by} asked ${to}`,
      },
      ...(escalation.answeredAt
        ? [
            {
              id: `${escalation.id}-answer`,
              kind: "question" as const,
              at: escalation.answeredAt,
              label: `${answeredBy} answered`,
            },
          ]
        : []),
    ]);
  return [...calls, ...reviews, ...questions];
}

/** Why flagged and why not, in words. */
export function assessmentOf(
  record: PatientRecord,
  shown: RecordedRecovery,
  reading: Reading,
): AssessmentPanelProps {
  const { assessment, protocol } = shown;
  const { now, zone } = reading;
  const answered = new Set(
    checkInsOf(record, shown).flatMap(({ checkIn }) => Object.keys(checkIn.answers)),
  );
  const unanswered = SIGNS.filter(
    (sign) => askedSigns(protocol).includes(sign) && !answered.has(sign),
  );
  const { level, turnedAt } = levelAt(assessment, now);
  // Silence has begun since: that nobody was overdue yet is no longer so.
  const normal = (assessment?.normal ?? []).filter(({ sign }) => !turnedAt || sign !== "silence");
  return {
    level,
    levelWord: levelWord(level, assessment?.reasons ?? []),
    reasons: reasonsOf(shown, reading),
    cleared: record.reviews
      .filter(({ review }) => review.recoveryId === shown.recovery.id)
      .map(({ review, by }) => ({
        id: review.id,
        reasons: review.clears.map((code) => REASON_HEADLINES[code]),
        note: review.note,
        by,
        at: momentOf(review.at, now, zone),
      })),
    normal: normal.map(({ sign, sentence, wouldChange }) => ({ sign, sentence, wouldChange })),
    unanswered: unanswered.map((sign) => SIGN_QUESTIONS[sign].word.toLowerCase()),
    changesAt:
      assessment?.changesAt &&
      assessment.changesTo &&
      assessment.changesTo !== assessment.level &&
      turnedAt === null
        ? {
            moment: momentOf(assessment.changesAt, now, zone),
            becomes: `Without a new report this becomes “${LEVEL_WORDS[assessment.changesTo]}” after`,
          }
        : null,
    protocol: `Protocol version ${protocol.version}`,
  };
}

/** Each standing reason with what caused it; also the silence that nobody has written down yet. */
export function reasonsOf(shown: RecordedRecovery, { now, zone }: Reading): ShownReason[] {
  const { turnedAt } = levelAt(shown.assessment, now);
  const stored = (shown.assessment?.reasons ?? []).map((reason) => ({
    code: reason.code,
    level: reason.level,
    sentence: reason.sentence,
    cause:
      reason.causes
        .map(
          ({ sign, value, hour }) =>
            `${SIGN_QUESTIONS[sign].word} ${valueWords(sign, value)} at ${Math.floor(hour)} h`,
        )
        .join("; ") || null,
    limit: `Limit: ${reason.limit}`,
    since: momentOf(new Date(reason.since), now, zone),
    extension: reason.code.startsWith("X_"),
  }));
  if (turnedAt === null) return stored;
  const silence = {
    code: "NOT_CONFIRMED_RESOLVED",
    level: "awaiting",
    sentence: TURNED_SENTENCE,
    cause: null,
    limit: null,
    since: momentOf(turnedAt, now, zone),
  } as const;
  return [...stored, silence];
}

/**
 * Check-ins of a recovery in words, the newest observation first; those that were taken back with their call
 * stand there too, and count for nothing.
 */
export function shownCheckIns(
  record: PatientRecord,
  shown: RecordedRecovery,
  { now, zone }: Reading,
): ShownCheckIn[] {
  const { treatment, protocol } = shown;
  const corrected = new Set(record.checkIns.map(({ checkIn }) => checkIn.corrects));
  const counting = new Set(shown.counting);
  const { id: recoveryId } = shown.recovery;
  const listed = record.checkIns.filter(
    ({ checkIn }) =>
      counting.has(checkIn.id) ||
      (checkIn.withdrawnAt !== null && (checkIn.recoveryId ?? recoveryId) === recoveryId),
  );
  return listed.map(({ checkIn, by }) => {
    const before = checkIn.observedAt < treatment.endedAt;
    const flags = [
      checkIn.withdrawnAt ? "Taken back with its call" : null,
      checkIn.patientId === record.patient.id ? null : "Told to another record",
      before ? "Before the treatment, left out" : null,
      checkIn.source === "staff_phone" && checkIn.identityVerified !== true
        ? "Identity not checked"
        : null,
      corrected.has(checkIn.id) ? "Corrected" : null,
      checkIn.corrects ? `Correction: ${checkIn.correctionReason}` : null,
    ];
    const late = checkIn.recordedAt.getTime() - checkIn.observedAt.getTime() > 5 * 60_000;
    return {
      id: checkIn.id,
      observedAt: momentOf(checkIn.observedAt, now, zone),
      dayAndHour: before
        ? "Before treatment"
        : dayAndHour(treatment.endedAt, checkIn.observedAt, zone),
      source: by
        ? `${SOURCE_WORDS[checkIn.source]}, taken down by ${by}`
        : SOURCE_WORDS[checkIn.source],
      recorded: late ? `Recorded ${absolute(checkIn.recordedAt, zone)}` : null,
      answers: [
        ...SIGNS.flatMap((sign) => {
          const answer = checkIn.answers[sign];
          if (answer === undefined || answer === null) return [];
          const rank = answerRank(sign, answer) ?? 0;
          return [
            {
              sign,
              label: SIGN_QUESTIONS[sign].word,
              value: valueWords(sign, answer),
              abnormal: isAbnormal(sign, rank, protocol.thresholds),
            },
          ];
        }),
        ...(checkIn.answers.swellingTrend
          ? [
              {
                sign: "swellingTrend",
                label: "Swelling compared",
                value: checkIn.answers.swellingTrend,
                abnormal: checkIn.answers.swellingTrend === "more",
              },
            ]
          : []),
      ],
      note: checkIn.note,
      takenBack: checkIn.withdrawnAt !== null,
      flags: flags.filter((flag) => flag !== null),
    };
  });
}
