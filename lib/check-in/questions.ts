import type { Answers } from "@/lib/triage/protocol";

export type Choice = { value: string; label: string };

type Shared = {
  sign: keyof Answers;
  /** The name of the sign in lists, charts and errors. */
  label: string;
  /** What staff ask, in their words. */
  question: string;
  /** Asked first, before anything else is said. */
  redFlag: boolean;
};

export type Question = Shared &
  (
    | { kind: "choice"; choices: readonly Choice[] }
    | { kind: "scale"; from: number; to: number; low: string; high: string }
    | { kind: "number"; from: number; to: number; step: number; unit: string }
  );

/** "Not sure" is an answer of its own: the rules read it as yes until a licensed person looks. */
const YES_NO: readonly Choice[] = [
  { value: "no", label: "No" },
  { value: "unsure", label: "Not sure" },
  { value: "yes", label: "Yes" },
];

function graded(...words: readonly [string, string, string, string]): readonly Choice[] {
  return words.map((label, value) => ({ value: String(value), label }));
}

/**
 * The check-in as staff ask it, red flags first. Scales follow section 2 of the recovery protocol
 * in the clinic's own words. No question has a default answer.
 */
export const QUESTIONS: readonly Question[] = [
  {
    sign: "breathing",
    label: "Breathing",
    question: "Trouble breathing, tight throat, swollen lips or tongue, hives all over, or faint?",
    redFlag: true,
    kind: "choice",
    choices: YES_NO,
  },
  {
    sign: "eye",
    label: "Eyes",
    question: "A change in vision, bad eye pain, or an eye that won’t open or move?",
    redFlag: true,
    kind: "choice",
    choices: YES_NO,
  },
  {
    sign: "pus",
    label: "Pus",
    question: "Thick yellow, green or cloudy fluid from the skin?",
    redFlag: true,
    kind: "choice",
    choices: YES_NO,
  },
  {
    sign: "bumps",
    label: "Bumps",
    question: "New bumps or a rash where the skin was treated?",
    redFlag: true,
    kind: "choice",
    choices: YES_NO,
  },
  {
    sign: "pain",
    label: "Pain",
    question: "How much does it hurt right now, from 0 to 10?",
    redFlag: true,
    kind: "scale",
    from: 0,
    to: 10,
    low: "no pain",
    high: "worst imaginable",
  },
  {
    sign: "swelling",
    label: "Swelling",
    question: "How swollen is the treated skin?",
    redFlag: true,
    kind: "choice",
    choices: graded(
      "None",
      "Slight, only they can tell",
      "Others notice",
      "Face changed, eye half shut",
    ),
  },
  {
    sign: "swellingTrend",
    label: "Swelling since last time",
    question: "Is the swelling less, the same or more than last time?",
    redFlag: true,
    kind: "choice",
    choices: [
      { value: "less", label: "Less" },
      { value: "same", label: "Same" },
      { value: "more", label: "More" },
    ],
  },
  {
    sign: "itching",
    label: "Itching",
    question: "How much does it itch?",
    redFlag: true,
    kind: "choice",
    choices: graded("None", "A little", "Itchy, can ignore it", "Can’t stop, or can’t sleep"),
  },
  {
    sign: "spreading",
    label: "Spreading",
    question: "Redness moving past the treated area, or red streaks?",
    redFlag: true,
    kind: "choice",
    choices: YES_NO,
  },
  {
    sign: "blisters",
    label: "Blisters",
    question: "Blisters or cold sores?",
    redFlag: true,
    kind: "choice",
    choices: YES_NO,
  },
  {
    sign: "chills",
    label: "Chills",
    question: "Chills or shivering?",
    redFlag: true,
    kind: "choice",
    choices: YES_NO,
  },
  {
    sign: "temperatureC",
    label: "Temperature",
    question: "What did the thermometer show, if they took it?",
    redFlag: true,
    kind: "number",
    from: 30,
    to: 45,
    step: 0.1,
    unit: "°C",
  },
  {
    sign: "redness",
    label: "Redness",
    question: "How red is it? On brown or black skin: how much darker or more purple?",
    redFlag: false,
    kind: "choice",
    choices: graded("None", "A little pink", "Like a sunburn", "Very red or dark"),
  },
  {
    sign: "heat",
    label: "Heat",
    question: "How warm does the skin feel?",
    redFlag: false,
    kind: "choice",
    choices: graded("None", "A little warm", "Warm", "Hot"),
  },
  {
    sign: "tightness",
    label: "Tightness",
    question: "How tight does the skin feel?",
    redFlag: false,
    kind: "choice",
    choices: graded("None", "A little", "Tight", "Hurts or cracks"),
  },
  {
    sign: "peeling",
    label: "Peeling",
    question: "How much is it peeling?",
    redFlag: false,
    kind: "choice",
    choices: graded("None", "A few flakes", "Many flakes", "Raw or open"),
  },
];
