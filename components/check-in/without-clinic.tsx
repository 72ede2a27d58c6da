import { PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";

/** The one answer for a link that never was, has ended, was taken back or was cut off. */
export function LinkGone({ language }: { language: Language }) {
  const words = PATIENT_WORDS[language];
  return <WithoutClinic title={words.goneTitle} text={words.gone} language={language} />;
}

/** The answer while the desk itself can't be asked. */
export function PageBroken({ language }: { language: Language }) {
  const words = PATIENT_WORDS[language];
  return <WithoutClinic title={words.brokenTitle} text={words.broken} language={language} />;
}

/** No clinic is known here, so the emergency words are general. */
function WithoutClinic({
  title,
  text,
  language,
}: {
  title: string;
  text: string;
  language: Language;
}) {
  return (
    <main className="mx-auto grid max-w-md gap-4 px-4 py-12 text-16">
      <h1 className="text-22 font-semibold">{title}</h1>
      <p>{text}</p>
      <p className="rounded-card border-l-4 border-urgent-icon bg-urgent-tint p-4 text-urgent">
        {PATIENT_WORDS[language].goneEmergency}
      </p>
    </main>
  );
}
