import type { ReactNode } from "react";
import { openingText } from "@/lib/check-in/patient-time";
import { filled, PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { OpeningHours } from "@/lib/follow-up/opening-hours";
import type { Language } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";
import { CallLink } from "./call-link";

/** What a patient may know of their clinic, link or not. */
export type ShownClinic = {
  name: string;
  phone: string;
  emergencyNumber: string;
  openingHours: OpeningHours;
  outOfHours: string;
};

/** Every screen of a patient's page: whose it is, the other language, and how to get help at any hour. */
export function CheckInFrame({
  clinic,
  language,
  otherLanguage,
  children,
}: {
  clinic: ShownClinic;
  language: Language;
  /** Where this very screen stands in the other language. */
  otherLanguage: string;
  children: ReactNode;
}) {
  const words = PATIENT_WORDS[language];
  return (
    <div className="mx-auto flex min-h-dvh max-w-md flex-col gap-6 px-4 pb-8 text-16">
      <header className="flex items-center justify-between gap-4 border-b py-3">
        <p className="min-w-0 font-semibold [overflow-wrap:anywhere]">{clinic.name}</p>
        <a
          href={otherLanguage}
          lang={language === "en" ? "es" : "en"}
          className="link inline-flex min-h-11 shrink-0 items-center"
        >
          {words.switchTo}
        </a>
      </header>
      <main className="grid content-start gap-6">{children}</main>
      <footer className="mt-auto">
        <section aria-labelledby="help" className="grid gap-3 rounded-card border bg-surface p-4">
          <h2 id="help" className="font-semibold">
            {words.help}
          </h2>
          <CallLink number={clinic.phone}>
            {filled(words.callClinic, { clinic: displayPhone(clinic.phone) })}
          </CallLink>
          <CallLink number={clinic.emergencyNumber}>
            {filled(words.emergency, { emergency: clinic.emergencyNumber })}
          </CallLink>
          <div className="grid gap-1 text-14 text-muted">
            <p className="font-medium">{words.hours}</p>
            <ul>
              {openingText(clinic.openingHours, language, words.closed).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p>{words.notWatched}</p>
            {clinic.outOfHours ? (
              <p>
                {words.afterHours}: {clinic.outOfHours}
              </p>
            ) : null}
          </div>
        </section>
      </footer>
    </div>
  );
}
