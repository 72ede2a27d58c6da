import { classes } from "@/components/ui/classes";
import { TOLD_WORDS, type Told } from "@/lib/check-in/level-advice";
import { filled, PATIENT_WORDS } from "@/lib/check-in/patient-words";
import type { Language } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";
import { CallLink } from "./call-link";
import type { ShownClinic } from "./frame";

const LOOKS: Readonly<Record<Told, string>> = {
  expected: "border-expected-icon bg-surface text-ink",
  "tell us": "border-awaiting-icon bg-awaiting-tint text-awaiting",
  "we call": "border-watch-icon bg-watch-tint text-watch",
  "call us": "border-urgent-icon bg-urgent-tint text-urgent",
  emergency: "border-urgent-icon bg-urgent-tint text-urgent",
};

/** What a patient's level asks them to do, and the number to do it with. */
export function Advice({
  told,
  clinic,
  language,
  heading: Heading = "h2",
}: {
  told: Told;
  clinic: ShownClinic;
  language: Language;
  heading?: "h1" | "h2";
}) {
  const words = PATIENT_WORDS[language];
  const places = { emergency: clinic.emergencyNumber };
  const { title, text } = TOLD_WORDS[told][language];
  return (
    <section
      aria-labelledby="advice"
      className={classes("grid gap-3 rounded-card border-l-4 p-4", LOOKS[told])}
    >
      <Heading id="advice" className="text-22 font-semibold">
        {filled(title, places)}
      </Heading>
      <p>{filled(text, places)}</p>
      {told === "emergency" ? (
        <CallLink number={clinic.emergencyNumber} urgent>
          {filled(words.callEmergency, places)}
        </CallLink>
      ) : null}
      {told === "call us" || told === "emergency" ? (
        <CallLink number={clinic.phone} urgent={told === "call us"}>
          {filled(words.callClinic, { clinic: displayPhone(clinic.phone) })}
        </CallLink>
      ) : null}
    </section>
  );
}
