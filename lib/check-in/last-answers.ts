import { relativeTo } from "@/lib/dates";
import { answerRank, isAbnormal, valueWords } from "@/lib/triage/answers";
import {
  type Answers,
  type Protocol,
  SIGN_QUESTIONS,
  SIGNS,
  type Sign,
  type Thresholds,
} from "@/lib/triage/protocol";
import { QUESTIONS, type Question } from "./questions";

/** The questions that a protocol asks: an extension's only while it is on. */
export function askedSigns(protocol: Protocol): Question["sign"][] {
  const asked = SIGNS.filter((sign) => {
    const { extension } = SIGN_QUESTIONS[sign];
    return extension === null || protocol.extensions[extension];
  });
  return [...asked, "swellingTrend"];
}

/** The newest answer to each sign in words: "2 (like a sunburn), 5 h ago". Newest check-in first. */
export function lastAnswers(
  checkIns: readonly { observedAt: Date; answers: Answers }[],
  now: Date,
): Partial<Record<Question["sign"], string>> {
  const last: Partial<Record<Sign, string>> = {};
  for (const { observedAt, answers } of checkIns) {
    for (const sign of SIGNS) {
      const answer = answers[sign];
      if (answer === undefined || answer === null || last[sign]) continue;
      last[sign] = `${valueWords(sign, answer)}, ${relativeTo(observedAt, now)}`;
    }
  }
  return last;
}

/** The signs that were abnormal when they were last answered, as `lastAnswers` words them. Newest check-in first. */
export function reportedSigns(
  checkIns: readonly { observedAt: Date; answers: Answers }[],
  thresholds: Thresholds,
  now: Date,
): { label: string; last: string; redFlag: boolean }[] {
  const last = lastAnswers(checkIns, now);
  return QUESTIONS.flatMap(({ sign, label, redFlag }) => {
    if (sign === "swellingTrend") return [];
    const newest = checkIns.find(({ answers }) => answers[sign] !== undefined)?.answers[sign];
    const rank = answerRank(sign, newest);
    const words = last[sign];
    if (rank === null || words === undefined) return [];
    // Pain below what the protocol calls abnormal is still pain that somebody told us of.
    const told = sign === "temperatureC" ? isAbnormal(sign, rank, thresholds) : rank > 0;
    return told ? [{ label, last: words, redFlag }] : [];
  });
}
