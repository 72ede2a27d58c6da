import type { Language } from "@/lib/patients/languages";
import type { Answers } from "@/lib/triage/protocol";

/** A text in each language that patients read. */
export type PatientText = Readonly<Record<Language, string>>;

/** Which way a question is put: whether a yes, or more of it, is the bad news. */
export type Polarity = "yes is bad" | "more is bad";

/** A question's words in one language, with the way it is put there. */
type Wording = { text: string; hint?: string; polarity: Polarity };

export type PatientChoice = { value: string; label: PatientText };

export type PatientQuestion = {
  sign: keyof Answers;
  /** The sign's name in lists. */
  name: PatientText;
  wording: Readonly<Record<Language, Wording>>;
} & (
  | { kind: "choice"; choices: readonly PatientChoice[] }
  | { kind: "scale"; from: number; to: number; low: PatientText; high: PatientText }
  | { kind: "temperature" }
);

const YES_NO: readonly PatientChoice[] = [
  { value: "no", label: { en: "No", es: "No" } },
  { value: "unsure", label: { en: "Not sure", es: "No sé" } },
  { value: "yes", label: { en: "Yes", es: "Sí" } },
];

function asked(
  sign: keyof Answers,
  name: PatientText,
  en: readonly [text: string, hint?: string],
  es: readonly [text: string, hint?: string],
): PatientQuestion {
  const polarity = "yes is bad";
  return {
    sign,
    name,
    wording: {
      en: { text: en[0], hint: en[1], polarity },
      es: { text: es[0], hint: es[1], polarity },
    },
    kind: "choice",
    choices: YES_NO,
  };
}

function graded(
  sign: keyof Answers,
  name: PatientText,
  en: readonly [text: string, hint?: string],
  es: readonly [text: string, hint?: string],
  steps: readonly (readonly [en: string, es: string])[],
): PatientQuestion {
  const polarity = "more is bad";
  return {
    sign,
    name,
    wording: {
      en: { text: en[0], hint: en[1], polarity },
      es: { text: es[0], hint: es[1], polarity },
    },
    kind: "choice",
    choices: steps.map(([inEnglish, inSpanish], step) => ({
      value: String(step),
      label: { en: inEnglish, es: inSpanish },
    })),
  };
}

/**
 * The check-in as a patient reads it, in the order in which it is asked: what can't wait comes first.
 * The scales are those of section 2 of the recovery protocol. No question has a default answer.
 */
export const PATIENT_QUESTIONS: readonly PatientQuestion[] = [
  asked(
    "breathing",
    { en: "Breathing", es: "Respirar" },
    [
      "Is it hard to breathe?",
      "Or: a tight throat, big lips or tongue, hives all over, or you feel faint.",
    ],
    [
      "¿Le cuesta respirar?",
      "O: garganta cerrada, labios o lengua hinchados, ronchas en todo el cuerpo, o siente que se desmaya.",
    ],
  ),
  asked(
    "eye",
    { en: "Eyes", es: "Ojos" },
    ["Do you see less well, or does an eye hurt a lot?", "Or: an eye that will not open or move."],
    ["¿Ve peor o le duele mucho un ojo?", "O: un ojo que no se abre o no se mueve."],
  ),
  asked(
    "pus",
    { en: "Pus", es: "Pus" },
    [
      "Does thick fluid come out of the skin?",
      "Yellow, green or cloudy. Clear fluid or dots of blood on the first day do not count.",
    ],
    [
      "¿Le sale de la piel un líquido espeso?",
      "Amarillo, verde o turbio. El líquido claro o puntos de sangre el primer día no cuentan.",
    ],
  ),
  asked(
    "bumps",
    { en: "Bumps or rash", es: "Granos o ronchas" },
    ["Do you have new bumps or a rash?", "Look at the skin that was treated."],
    ["¿Tiene granos o ronchas que no tenía?", "Mire la piel que le trataron."],
  ),
  {
    sign: "pain",
    name: { en: "Pain", es: "Dolor" },
    wording: {
      en: { text: "How much does it hurt right now?", polarity: "more is bad" },
      es: { text: "¿Cuánto le duele ahora?", polarity: "more is bad" },
    },
    kind: "scale",
    from: 0,
    to: 10,
    low: { en: "0: no pain", es: "0: nada" },
    high: { en: "10: the worst pain", es: "10: lo peor" },
  },
  graded(
    "swelling",
    { en: "Swelling", es: "Hinchazón" },
    ["How swollen is the skin?"],
    ["¿Qué tan hinchada está la piel?"],
    [
      ["Not swollen", "No está hinchada"],
      ["A little: only I can tell", "Un poco: solo lo noto yo"],
      ["Others can see it", "Otros lo notan"],
      [
        "My face looks new, or an eye is hard to open",
        "Me cambió la cara o me cuesta abrir un ojo",
      ],
    ],
  ),
  {
    sign: "swellingTrend",
    name: { en: "Swelling since last time", es: "Hinchazón desde la última vez" },
    wording: {
      en: {
        text: "Is there more or less swelling than last time?",
        hint: "Last time you told us, or the last time you looked.",
        polarity: "more is bad",
      },
      es: {
        text: "¿Está más o menos hinchada que la última vez?",
        hint: "La última vez que nos contó, o que se miró.",
        polarity: "more is bad",
      },
    },
    kind: "choice",
    choices: [
      { value: "less", label: { en: "Less", es: "Menos" } },
      { value: "same", label: { en: "The same", es: "Igual" } },
      { value: "more", label: { en: "More", es: "Más" } },
    ],
  },
  graded(
    "itching",
    { en: "Itch", es: "Picazón" },
    ["How much does it itch?"],
    ["¿Cuánto le pica?"],
    [
      ["It does not itch", "No me pica"],
      ["A little", "Un poco"],
      ["It itches, but I can leave it alone", "Me pica, pero puedo no rascarme"],
      ["I can not stop, or can not sleep", "No paro de rascarme o no puedo dormir"],
    ],
  ),
  asked(
    "spreading",
    { en: "Spreading", es: "Rojo que crece" },
    ["Is red skin moving out past the treated part?", "Or: red lines on the skin."],
    ["¿Lo rojo pasa de la parte tratada?", "O: ve rayas rojas en la piel."],
  ),
  asked(
    "blisters",
    { en: "Blisters", es: "Ampollas" },
    ["Do you have blisters or cold sores?"],
    ["¿Tiene ampollas o fuegos en la boca?"],
  ),
  asked(
    "chills",
    { en: "Chills", es: "Escalofríos" },
    ["Do you have chills?", "You shake and feel cold."],
    ["¿Tiene escalofríos?", "Tiembla y siente frío."],
  ),
  {
    sign: "temperatureC",
    name: { en: "Temperature", es: "Temperatura" },
    wording: {
      en: {
        text: "Did you take your temperature?",
        hint: "Write what it said: 98.6 or 37.0",
        polarity: "more is bad",
      },
      es: {
        text: "¿Se tomó la temperatura?",
        hint: "Escriba lo que marcó: 98.6 o 37.0",
        polarity: "more is bad",
      },
    },
    kind: "temperature",
  },
  graded(
    "redness",
    { en: "Redness", es: "Color" },
    ["How red is the skin?", "On brown or black skin: how much darker or more purple?"],
    ["¿Qué tan roja está la piel?", "En piel morena o negra: ¿cuánto más oscura o morada?"],
    [
      ["Not red", "No está roja"],
      ["A little pink", "Un poco rosada"],
      ["Red like a sunburn", "Roja como quemada por el sol"],
      ["Very red or dark", "Muy roja u oscura"],
    ],
  ),
  graded(
    "heat",
    { en: "Heat", es: "Calor" },
    ["How warm does the skin feel?"],
    ["¿Qué tan caliente siente la piel?"],
    [
      ["Not warm", "No está caliente"],
      ["A little warm", "Un poco tibia"],
      ["Warm", "Tibia"],
      ["Hot", "Muy caliente"],
    ],
  ),
  graded(
    "tightness",
    { en: "Tight skin", es: "Piel tirante" },
    ["How tight is the skin?"],
    ["¿Qué tan tirante está la piel?"],
    [
      ["Not tight", "No está tirante"],
      ["A little", "Un poco"],
      ["Tight", "Tirante"],
      ["So tight that it hurts or cracks", "Tanto que duele o se abre"],
    ],
  ),
  graded(
    "peeling",
    { en: "Peeling", es: "Piel que se cae" },
    ["How much does the skin peel?"],
    ["¿Cuánto se le pela la piel?"],
    [
      ["It does not peel", "No se pela"],
      ["A few flakes", "Unas pocas escamas"],
      ["Many flakes", "Muchas escamas"],
      ["It is raw or open", "Está en carne viva o abierta"],
    ],
  ),
];

/** The question of a sign. Every sign has one. */
export function patientQuestion(sign: keyof Answers): PatientQuestion {
  return PATIENT_QUESTIONS.find((question) => question.sign === sign)!;
}

/** A given answer as the patient reads it back; null where there is none. */
export function answerText(
  question: PatientQuestion,
  answer: Answers[keyof Answers],
  language: Language,
): string | null {
  if (answer === undefined || answer === null) return null;
  if (question.kind === "scale") return `${answer} / ${question.to}`;
  if (question.kind === "temperature") {
    return `${Number(answer).toFixed(1)} °C (${((Number(answer) * 9) / 5 + 32).toFixed(1)} °F)`;
  }
  const choice = question.choices.find(({ value }) => value === String(answer));
  return choice?.label[language] ?? String(answer);
}
