import { relativeTo } from "@/lib/dates";
import { valueWords } from "@/lib/triage/answers";
import {
  type Answers,
  type Protocol,
  SIGN_QUESTIONS,
  SIGNS,
  type Sign,
} from "@/lib/triage/protocol";
import type { Question } from "./questions";

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
