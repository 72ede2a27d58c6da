import { assess } from "@/lib/triage/assess";
import type { LongerWindow } from "@/lib/triage/facts";
import {
  type Answers,
  compareLevels,
  type Level,
  type Protocol,
  worstLevel,
} from "@/lib/triage/protocol";
import { askedSigns } from "./last-answers";
import type { OwnAnswer } from "./patient-answer";
import { PATIENT_QUESTIONS } from "./patient-questions";

/** A recovery as far as it decides what is asked and what can't wait. */
export type AskingRecovery = {
  endedAt: Date;
  protocol: Protocol;
  longerWindow: LongerWindow | null;
};

/** After so long a report that nobody sent is one of its own: answers further apart aren't merged either. */
export const DRAFT_HOURS = 2;

/** What is asked in a report on some recoveries, in order: whatever one of their protocols asks. */
export function askedOf(recoveries: readonly AskingRecovery[]): (keyof Answers)[] {
  const signs = new Set(recoveries.flatMap(({ protocol }) => askedSigns(protocol)));
  return PATIENT_QUESTIONS.map(({ sign }) => sign).filter((sign) => signs.has(sign));
}

/** The first step from `from` on that has a question for somebody with these answers; null after the last. */
export function stepFrom(
  asked: readonly (keyof Answers)[],
  from: number,
  answers: Answers,
): number | null {
  for (let step = from; step < asked.length; step++)
    if (isAsked(asked[step]!, answers)) return step;
  return null;
}

/** The step before, as `stepFrom`; null before the first. */
export function stepBefore(
  asked: readonly (keyof Answers)[],
  step: number,
  answers: Answers,
): number | null {
  for (let before = step - 1; before >= 0; before--) {
    if (isAsked(asked[before]!, answers)) return before;
  }
  return null;
}

/** Whether the swelling grows is a question for whoever has some. */
function isAsked(sign: keyof Answers, answers: Answers): boolean {
  return sign !== "swellingTrend" || (answers.swelling ?? 0) > 0;
}

/** The answers with one more, or with one that was skipped after all. */
export function withAnswer(answers: Answers, { sign, value }: OwnAnswer): Answers {
  const { [sign]: _, ...others } = answers;
  return value === null ? others : { ...others, [sign]: value };
}

/** Whether answers make a report: how the swelling moves is none by itself. */
export function isReport(answers: Answers): boolean {
  return Object.keys(answers).some((sign) => sign !== "swellingTrend");
}

/**
 * How bad one answer is by itself, by the protocol's own rules: urgent or emergency, else null. Such an
 * answer isn't kept waiting for the end of a report. A rule that fails counts as urgent.
 */
export function alarmOf(
  { sign, value }: OwnAnswer,
  answers: Answers,
  recoveries: readonly AskingRecovery[],
  now: Date,
): "urgent" | "emergency" | null {
  if (value === null) return null;
  const swelling = sign === "swellingTrend" ? { swelling: answers.swelling } : {};
  const told = { ...swelling, [sign]: value };
  const level = worstLevel(recoveries.map((recovery) => levelOf(told, recovery, now)));
  if (compareLevels(level, "urgent") < 0) return null;
  return level === "emergency" ? "emergency" : "urgent";
}

function levelOf(answers: Answers, recovery: AskingRecovery, now: Date): Level {
  const { endedAt, protocol, longerWindow } = recovery;
  try {
    return assess(
      {
        // A treatment time that lies ahead is a slip of the pen; the sign isn't.
        treatmentEndedAt: endedAt < now ? endedAt : now,
        checkIns: [
          {
            id: "now",
            observedAt: now,
            recordedAt: now,
            source: "patient",
            identityVerified: true,
            answers,
          },
        ],
        reviews: [],
        closedAt: [],
        risks: [],
        protocol,
        longerWindow,
      },
      now,
    ).level;
  } catch {
    return "urgent";
  }
}
