import type { Language } from "@/lib/patients/languages";
import type { Level } from "@/lib/triage/protocol";

/** What a patient is told, coarser than the levels and in their order. */
const TOLD = ["expected", "tell us", "we call", "call us", "emergency"] as const;
export type Told = (typeof TOLD)[number];

/** The patient's words for each level; a rule that failed (null) never reads as expected. */
export function toldFor(level: Level | null): Told {
  if (level === null) return "we call";
  return (
    {
      expected: "expected",
      awaiting: "tell us",
      watch: "we call",
      complication: "call us",
      urgent: "call us",
      emergency: "emergency",
    } as const
  )[level];
}

/** The worst that is told of several treatments; nothing to say is expected. */
export function worstTold(told: readonly Told[]): Told {
  return TOLD.findLast((each) => told.includes(each)) ?? "expected";
}

/** A headline and what to do, by what is told. `{emergency}` is the local emergency number. */
export const TOLD_WORDS: Readonly<
  Record<Told, Readonly<Record<Language, { title: string; text: string }>>>
> = {
  expected: {
    en: {
      title: "This is normal for now",
      text: "Your skin heals as it should. Look below for what to wait with.",
    },
    es: {
      title: "Esto es normal por ahora",
      text: "Su piel sana como debe. Vea abajo con qué debe esperar.",
    },
  },
  "tell us": {
    en: {
      title: "Please tell us how your skin is",
      text: "We do not know yet if all is well. It takes a minute.",
    },
    es: {
      title: "Cuéntenos cómo está su piel",
      text: "Aún no sabemos si todo va bien. Toma un minuto.",
    },
  },
  "we call": {
    en: {
      title: "We will call you",
      text: "This takes a bit longer than most. We will call you within a day. If it gets worse, call us.",
    },
    es: {
      title: "Le vamos a llamar",
      text: "Esto tarda un poco más de lo normal. Le llamamos en un día. Si empeora, llámenos.",
    },
  },
  "call us": {
    en: {
      title: "Call us now",
      text: "You need to talk to your care team right away. Do not wait for our call.",
    },
    es: {
      title: "Llámenos ahora",
      text: "Tiene que hablar con nosotros ya. No espere a que le llamemos.",
    },
  },
  emergency: {
    en: {
      title: "Call {emergency} now",
      text: "This may be an emergency. Call {emergency} now. Do not drive.",
    },
    es: {
      title: "Llame al {emergency} ahora",
      text: "Puede ser una emergencia. Llame al {emergency} ya. No maneje.",
    },
  },
};
