import { CERTAINTIES, SEVERITIES, SIGN_QUESTIONS, type Sign, type Thresholds } from "./protocol";

/** What staff read for each step of a 0–3 sign. */
const SEVERITY_WORDS: Readonly<Partial<Record<Sign, readonly [string, string, string, string]>>> = {
  redness: ["none", "slightly pink", "like a sunburn", "very red or dark"],
  swelling: ["none", "slight", "visible to others", "changes the face or closes an eye"],
  heat: ["none", "slightly warm", "warm", "hot"],
  itching: ["none", "mild", "bothersome", "can't stop scratching or sleep"],
  tightness: ["none", "mild", "tight", "painful or cracking"],
  peeling: ["none", "a few flakes", "many flakes", "raw or open"],
};

/**
 * The place of an answer on its question's scale, larger being worse: 0–3, 0–10, `no` 0 /
 * `unsure` 1 / `yes` 2, or degrees Celsius. Null when there is no answer that fits the scale.
 */
export function answerRank(sign: Sign, answer: unknown): number | null {
  const { kind } = SIGN_QUESTIONS[sign];
  if (kind === "certainty") {
    const rank = CERTAINTIES.findIndex((certainty) => certainty === answer);
    return rank < 0 ? null : rank;
  }
  if (typeof answer !== "number" || !Number.isFinite(answer)) return null;
  if (kind === "severity") return SEVERITIES.some((step) => step === answer) ? answer : null;
  if (kind === "pain") return answer >= 0 && answer <= 10 ? answer : null;
  return answer;
}

/** Whether a rank is abnormal, so that the answer counts as news about its sign. */
export function isAbnormal(sign: Sign, rank: number, thresholds: Thresholds): boolean {
  const { kind } = SIGN_QUESTIONS[sign];
  if (kind === "pain") {
    return rank >= Math.min(thresholds.painModerate, thresholds.painSignificant);
  }
  if (kind === "celsius") return rank >= thresholds.feverCelsius;
  return rank >= 1;
}

/** A value as staff read it, such as "2 (like a sunburn)", "5 of 10", "not sure", "38.2 °C". */
export function valueWords(sign: Sign, value: number | string): string {
  if (value === "unsure") return "not sure";
  if (typeof value === "string") return value;
  const { kind } = SIGN_QUESTIONS[sign];
  if (kind === "pain") return `${value} of 10`;
  if (kind === "celsius") return `${value} °C`;
  const words = SEVERITY_WORDS[sign]?.[value];
  return words === undefined ? String(value) : `${value} (${words})`;
}
