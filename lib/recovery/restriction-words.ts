import type { Language } from "@/lib/patients/languages";
import type { RestrictionId, RestrictionState } from "./restrictions";

/** One restriction or piece of advice as a patient reads it. */
type Words = {
  title: string;
  whileOpen: string;
  /** From the hour on at which it softens. */
  softened?: string;
  /** What is said once its hour has passed; null where it doesn't end by itself. */
  afterwards: string | null;
  /** Instead of `afterwards`, once an end has passed that was set for this patient. */
  afterwardsSet?: string;
};

/**
 * The restrictions in the patient's words, in both languages. What holds how long stands in
 * `restrictions.ts`. No text allows anything: an hour that has passed is the earliest.
 */
export const RESTRICTION_WORDS: Readonly<Record<RestrictionId, Readonly<Record<Language, Words>>>> =
  {
    makeup: {
      en: {
        title: "Makeup",
        whileOpen: "No makeup yet.",
        afterwards: "You have waited long enough, unless we told you to wait more.",
      },
      es: {
        title: "Maquillaje",
        whileOpen: "Todavía no use maquillaje.",
        afterwards: "Ya esperó lo necesario, salvo que le dijimos que espere más.",
      },
    },
    exercise: {
      en: {
        title: "Hard exercise",
        whileOpen: "No hard exercise. Do not sweat a lot.",
        softened: "Still no hard exercise. Do not sweat a lot.",
        afterwards: "You have waited long enough, unless we told you to wait more.",
      },
      es: {
        title: "Ejercicio fuerte",
        whileOpen: "No haga ejercicio fuerte. No sude mucho.",
        softened: "Todavía no haga ejercicio fuerte. No sude mucho.",
        afterwards: "Ya esperó lo necesario, salvo que le dijimos que espere más.",
      },
    },
    sun: {
      en: {
        title: "Sun",
        whileOpen: "Stay out of the sun.",
        afterwards: "The first week is over. Keep on using sunscreen.",
        afterwardsSet: "The time that we set for you is over. Keep on using sunscreen.",
      },
      es: {
        title: "Sol",
        whileOpen: "No se ponga al sol.",
        afterwards: "Ya pasó la primera semana. Siga con el protector solar.",
        afterwardsSet: "Ya pasó el tiempo que le dimos. Siga con el protector solar.",
      },
    },
    sunscreen: {
      en: {
        title: "Sunscreen",
        whileOpen: "Use sunscreen outside: broad spectrum, SPF 30 or more.",
        afterwards: null,
      },
      es: {
        title: "Protector solar",
        whileOpen: "Afuera, use protector solar: de amplio espectro, SPF 30 o más.",
        afterwards: null,
      },
    },
    swimming: {
      en: {
        title: "Water",
        whileOpen: "No pools, hot tubs, lakes or sea.",
        afterwards: "The time that we set for you is over.",
      },
      es: {
        title: "Agua",
        whileOpen: "No se meta en la alberca, el jacuzzi, el lago ni el mar.",
        afterwards: "Ya pasó el tiempo que le dimos.",
      },
    },
    cooling: {
      en: {
        title: "Cool cloth",
        whileOpen:
          "If your skin feels a bit sore, lay a cool, damp, clean cloth on it. With pus or strong pain, call us instead.",
        afterwards: null,
      },
      es: {
        title: "Paño fresco",
        whileOpen:
          "Si la piel le molesta un poco, ponga un paño limpio, fresco y húmedo. Si hay pus o mucho dolor, llámenos.",
        afterwards: null,
      },
    },
    moisturizer: {
      en: {
        title: "Skin cream",
        whileOpen: "Use a mild cream with no scent each day.",
        afterwards: null,
      },
      es: {
        title: "Crema",
        whileOpen: "Use cada día una crema suave y sin olor.",
        afterwards: null,
      },
    },
    products: {
      en: {
        title: "What is good for your skin",
        whileOpen:
          "Hyaluronic acid. A peptide serum. A mild cleanser with no alcohol and no scent.",
        afterwards: null,
      },
      es: {
        title: "Lo que le hace bien",
        whileOpen:
          "Ácido hialurónico. Un suero de péptidos. Un jabón suave, sin alcohol y sin olor.",
        afterwards: null,
      },
    },
    personal: {
      en: {
        title: "What we told you",
        whileOpen: "What we told you in the clinic comes first.",
        afterwards: null,
      },
      es: {
        title: "Lo que le dijimos",
        whileOpen: "Lo que le dijimos en la clínica va primero.",
        afterwards: null,
      },
    },
  };

/** Beside a countdown whose end was set for this patient. */
export const SET_FOR_YOU: Readonly<Record<Language, string>> = {
  en: "Your clinic set this time for you.",
  es: "Su clínica puso este tiempo para usted.",
};

const UNTIL_CLINIC_SAYS: Readonly<Record<Language, string>> = {
  en: "Wait until we say so.",
  es: "Espere hasta que le avisemos.",
};

/**
 * What a patient reads of a restriction as it stands. `set` says that its end was set for them; by whom
 * and why is for staff.
 */
export function restrictionText(
  { id, kind, state, softened, untilHours, override }: RestrictionState,
  language: Language,
): { title: string; text: string; set: string | null } {
  const words = RESTRICTION_WORDS[id][language];
  if (state === "ended") {
    const ended = override ? (words.afterwardsSet ?? words.afterwards) : words.afterwards;
    return { title: words.title, text: ended ?? "", set: null };
  }
  const open = (softened ? words.softened : undefined) ?? words.whileOpen;
  const unset = kind === "avoid" && untilHours === null;
  return {
    title: words.title,
    text: unset ? `${open} ${UNTIL_CLINIC_SAYS[language]}` : open,
    set: override ? SET_FOR_YOU[language] : null,
  };
}
