import type { Language } from "@/lib/patients/languages";
import type { Protocol } from "@/lib/triage/protocol";
import type { PatientText } from "./patient-questions";

/** Where a skin stands: in the usual window, in the days after it, or past the first few days. */
export type Phase = "usual" | "late" | "past";

/** The phase of an elapsed hour; limits are inclusive (recovery protocol, section 1.2). */
export function phaseAt(
  hour: number,
  { normalHours, firstDaysHours }: { normalHours: number; firstDaysHours: number },
): Phase {
  if (hour <= normalHours) return "usual";
  return hour <= firstDaysHours ? "late" : "past";
}

type Signs = Readonly<Record<Language, readonly string[]>>;

/** What is normal, what we want to hear of, and what can't wait, by phase. */
export const NORMAL_TODAY: Readonly<
  Record<Phase, { summary: PatientText; normal: Signs; tellUs: Signs }>
> = {
  usual: {
    summary: {
      en: "In the first two days your skin may look like a sunburn.",
      es: "En los dos primeros días la piel puede verse como quemada por el sol.",
    },
    normal: {
      en: ["Red skin", "A little swelling", "Warm skin", "Tight skin", "Some peeling"],
      es: ["Piel roja", "Un poco de hinchazón", "Piel tibia", "Piel tirante", "Se pela un poco"],
    },
    tellUs: {
      en: ["Swelling that others can see", "Pain that does not get less"],
      es: ["Hinchazón que otros notan", "Dolor que no baja"],
    },
  },
  late: {
    summary: {
      en: "By now most of it should be gone.",
      es: "A estas alturas ya debería estar casi todo bien.",
    },
    normal: {
      en: ["Tight skin", "Some peeling"],
      es: ["Piel tirante", "Se pela un poco"],
    },
    tellUs: {
      en: ["Red skin, swelling or heat that is still there", "An itch that bothers you"],
      es: ["Piel roja, hinchada o caliente todavía", "Picazón que le molesta"],
    },
  },
  past: {
    summary: {
      en: "Red skin, swelling and heat should be gone now.",
      es: "Ya no debería haber piel roja, hinchazón ni calor.",
    },
    normal: {
      en: ["Tight skin", "Some peeling"],
      es: ["Piel tirante", "Se pela un poco"],
    },
    tellUs: {
      en: ["An itch that bothers you", "Skin so tight that it cracks"],
      es: ["Picazón que le molesta", "Piel tan tirante que se abre"],
    },
  },
};

/** What can't wait, at any hour; in the last phase so does what should have gone. */
const CALL_US: Signs = {
  en: [
    "Thick yellow, green or cloudy fluid",
    "Strong pain",
    "Swelling that grows",
    "New bumps or a rash",
    "An itch that you can not stop",
  ],
  es: [
    "Líquido espeso amarillo, verde o turbio",
    "Mucho dolor",
    "Hinchazón que crece",
    "Granos o ronchas que no tenía",
    "Picazón que no se quita",
  ],
};

const STILL_THERE: PatientText = {
  en: "Red skin, swelling or heat that is still there",
  es: "Piel roja, hinchada o caliente todavía",
};

/** Signs of the extensions that a clinic asks about (section 5 of the protocol). */
const CALL_US_TOO: Readonly<Partial<Record<keyof Protocol["extensions"], PatientText>>> = {
  X3: { en: "Fever or chills", es: "Fiebre o escalofríos" },
  X4: {
    en: "Red skin that spreads, or red lines",
    es: "Lo rojo que crece, o rayas rojas",
  },
  X5: { en: "Blisters or cold sores", es: "Ampollas o fuegos en la boca" },
};

/** What to call the clinic for at once, in a phase and under the clinic's own protocol. */
export function callUsFor(
  phase: Phase,
  extensions: Protocol["extensions"],
  language: Language,
): string[] {
  const more = (["X3", "X4", "X5"] as const).flatMap((id) =>
    extensions[id] ? [CALL_US_TOO[id]![language]] : [],
  );
  const late = phase === "past" ? [STILL_THERE[language]] : [];
  return [...late, ...CALL_US[language], ...more];
}
