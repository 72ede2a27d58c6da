import { callUsFor, NORMAL_TODAY, type Phase } from "@/lib/check-in/normal-today";
import { filled, PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";
import type { Protocol } from "@/lib/triage/protocol";

export type TodayProps = {
  id: string;
  /** The area, where there is more than one. */
  area: string | null;
  /** "30 hours since your treatment" */
  since: string;
  phase: Phase;
  extensions: Protocol["extensions"];
  language: Language;
  emergencyNumber: string;
};

/** What is normal at this hour, what to tell, and what to call for: three lists that a child can read. */
export function Today({
  id,
  area,
  since,
  phase,
  extensions,
  language,
  emergencyNumber,
}: TodayProps) {
  const words = PATIENT_WORDS[language];
  const { summary, normal, tellUs } = NORMAL_TODAY[phase];
  return (
    <section
      aria-labelledby={`today-${id}`}
      className="grid gap-3 rounded-card border bg-surface p-4"
    >
      <div>
        <h2 id={`today-${id}`} className="text-16 font-semibold">
          {area === null ? words.today : `${area}: ${words.today}`}
        </h2>
        <p className="text-14 text-muted">{since}</p>
      </div>
      <p>{summary[language]}</p>
      <Signs title={words.normal} mark="○" signs={normal[language]} />
      <Signs title={words.tellUs} mark="◔" signs={tellUs[language]} />
      <Signs title={words.callNow} mark="◆" signs={callUsFor(phase, extensions, language)} />
      <Signs
        title={filled(words.callEmergency, { emergency: emergencyNumber })}
        mark="⬢"
        signs={[words.emergencySigns]}
      />
    </section>
  );
}

function Signs({ title, mark, signs }: { title: string; mark: string; signs: readonly string[] }) {
  return (
    <div>
      <h3 className="font-semibold">
        <span aria-hidden="true">{mark} </span>
        {title}
      </h3>
      <ul className="list-disc pl-6">
        {signs.map((sign) => (
          <li key={sign}>{sign}</li>
        ))}
      </ul>
    </div>
  );
}
