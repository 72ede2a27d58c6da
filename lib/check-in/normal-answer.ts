import type { Question } from "./questions";

/**
 * The answer of somebody without the sign: "no", none of it, no pain. Null where nothing is normal
 * by itself: a temperature is measured, and whether swelling is less than last time depends on last
 * time.
 */
export function normalAnswer(question: Question): string | null {
  if (question.kind === "scale") return String(question.from);
  if (question.kind === "number") return null;
  const normal = question.choices.find(({ value }) => value === "no" || value === "0");
  return normal?.value ?? null;
}
