import type { Clinic } from "@/db/queries/clinic";
import type { OwnRecovery } from "@/db/queries/own-recovery";
import { type Told, toldFor, worstTold } from "@/lib/check-in/level-advice";
import { CHECK_IN_PATH } from "@/lib/check-in/link";
import { patientTime } from "@/lib/check-in/patient-time";
import { PATIENT_WORDS, type PatientWords } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";
import { levelAt } from "@/lib/recovery/standing";

/** What each screen of a patient's page is drawn from. */
export type Screen = {
  own: OwnRecovery;
  clinic: Clinic;
  language: Language;
  words: PatientWords;
  now: Date;
  /** The address of another place on the page. */
  at: (place?: string | number, more?: Readonly<Record<string, string>>) => string;
  /** Where a form of the page is sent. */
  to: (verb: "begin" | "answer" | "send" | "photos" | "leave") => string;
  /** An instant in the clinic's zone and the patient's language. */
  time: (instant: Date) => string;
};

export function screenOf(
  token: string,
  own: OwnRecovery,
  clinic: Clinic,
  language: Language,
  now: Date,
): Screen {
  return {
    own,
    clinic,
    language,
    words: PATIENT_WORDS[language],
    now,
    at: (place, more = {}) =>
      placeOf(token, language, place === undefined ? more : { at: place, ...more }),
    to: (verb) => `${CHECK_IN_PATH}/${token}/${verb}`,
    time: (instant) => patientTime(instant, now, clinic.timeZone, language),
  };
}

/** An address on a patient's page: never anything that they told, only which screen it is. */
export function placeOf(
  token: string,
  language: Language,
  place: Readonly<Record<string, string | number>> = {},
): string {
  const query = new URLSearchParams({ lang: language });
  for (const [name, value] of Object.entries(place)) query.set(name, String(value));
  return `${CHECK_IN_PATH}/${token}?${query.toString()}`;
}

/** What the patient is told now: by the worst of what is healing. */
export function toldNow({ own, now }: Pick<Screen, "own" | "now">): Told {
  const healing = own.recoveries.filter(({ open }) => open);
  return worstTold(healing.map((each) => toldFor(levelAt(each, now).level)));
}
