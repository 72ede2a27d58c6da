import type { Extension, Thresholds } from "./protocol";

/** Every question that is judged, in the order in which staff read them. */
export const SIGNS = [
  "redness",
  "swelling",
  "heat",
  "pain",
  "pus",
  "itching",
  "bumps",
  "tightness",
  "peeling",
  "breathing",
  "eye",
  "spreading",
  "blisters",
  "chills",
  "temperatureC",
] as const;
export type Sign = (typeof SIGNS)[number];

/** Steps of a 0–3 answer. */
export const SEVERITIES = [0, 1, 2, 3] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A yes-or-no answer from best to worst: not being sure counts as yes until it is reviewed. */
export const CERTAINTIES = ["no", "unsure", "yes"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** How the swelling compares with last time; it colours `swelling` and is no sign of its own. */
export const SWELLING_TRENDS = ["less", "same", "more"] as const;
export type SwellingTrend = (typeof SWELLING_TRENDS)[number];

export type SignKind = "severity" | "pain" | "certainty" | "celsius";

/** How a sign is asked: kind of answer, the extension that asks it (if any) and its name. */
export type SignQuestion = { kind: SignKind; extension: Extension | null; word: string };

export const SIGN_QUESTIONS = {
  redness: { kind: "severity", extension: null, word: "Redness" },
  swelling: { kind: "severity", extension: null, word: "Swelling" },
  heat: { kind: "severity", extension: null, word: "Heat" },
  pain: { kind: "pain", extension: null, word: "Pain" },
  pus: { kind: "certainty", extension: null, word: "Pus" },
  itching: { kind: "severity", extension: null, word: "Itching" },
  bumps: { kind: "certainty", extension: null, word: "New bumps or rash" },
  tightness: { kind: "severity", extension: null, word: "Tightness" },
  peeling: { kind: "severity", extension: null, word: "Peeling" },
  breathing: { kind: "certainty", extension: "X1", word: "Breathing trouble or general reaction" },
  eye: { kind: "certainty", extension: "X2", word: "Eye trouble" },
  spreading: { kind: "certainty", extension: "X4", word: "Spreading redness or streaks" },
  blisters: { kind: "certainty", extension: "X5", word: "Blisters or cold sores" },
  chills: { kind: "certainty", extension: "X3", word: "Chills" },
  temperatureC: { kind: "celsius", extension: "X3", word: "Temperature" },
} as const satisfies Record<Sign, SignQuestion>;

type AnswerOfKind = { severity: number; pain: number; certainty: Certainty; celsius: number };

/** Answers of one check-in. A missing or null answer is unanswered, which is never zero. */
export type Answers = {
  readonly [S in Sign]?: AnswerOfKind[(typeof SIGN_QUESTIONS)[S]["kind"]] | null;
} & { readonly swellingTrend?: SwellingTrend | null };

/** What staff read for each step of a 0–3 sign. */
export const SEVERITY_WORDS: Readonly<
  Partial<Record<Sign, readonly [string, string, string, string]>>
> = {
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
