import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";

/** The one answer for a link that never was, has ended, was taken back or was cut off. */
export function LinkGone({ language }: { language: Language }) {
  const words = PATIENT_WORDS[language];
  return (
    <main className="mx-auto grid max-w-md gap-4 px-4 py-12 text-16">
      <h1 className="text-22 font-semibold">{words.goneTitle}</h1>
      <p>{words.gone}</p>
      <p className="rounded-card border-l-4 border-urgent-icon bg-urgent-tint p-4 text-urgent">
        {words.goneEmergency}
      </p>
    </main>
  );
}
