import type { RestrictionState } from "@/lib/recovery/restrictions";
import type { Level } from "@/lib/triage/protocol";

/** One part of what to say: a heading and its steps, in order. */
export type ScriptPart = { heading: string; steps: readonly string[] };

export type ScriptFacts = {
  level: Level | null;
  /** Hours since the newest treatment ended. */
  hour: number;
  /** The reasons in sentences, worst first. */
  reasons: readonly string[];
  /** What the patient must still avoid now. */
  restrictions: readonly Pick<RestrictionState, "title" | "words">[];
  clinicPhone: string;
  emergencyNumber: string;
};

/**
 * What to say on this call, from this patient's hour, reasons and open restrictions: who is
 * speaking, red flags, why we call, every sign, advice, read-back, next contact.
 */
export function callScript(facts: ScriptFacts): ScriptPart[] {
  return [
    {
      heading: "Who is speaking",
      steps: [
        "Say your name and the clinic’s, not what was treated. On a voicemail nothing more than a number to ring.",
        "Ask for full name and birth date. If they don’t match, take the report and disclose nothing.",
      ],
    },
    {
      heading: "Red flags first",
      steps: [
        "Trouble breathing, tight throat, swollen lips or tongue, hives all over, faint?",
        "Change of vision, bad eye pain, an eye that can’t open or move?",
        "Thick yellow, green or cloudy fluid? New bumps or rash? Pain from 0 to 10? Swelling, and is it more?",
        `Yes or not sure to the first two: tell them to call ${facts.emergencyNumber} now, stay on the line, tell the medical director.`,
      ],
    },
    ...(facts.reasons.length > 0
      ? [{ heading: "Why we call", steps: facts.reasons.map((reason) => `Ask about: ${reason}.`) }]
      : []),
    {
      heading: "Every sign",
      steps: ["Read each question as it stands; leave open what was not asked."],
    },
    { heading: "Advice", steps: adviceFor(facts) },
    {
      heading: "Read-back and next contact",
      steps: [
        "Ask them to say back what to do and when to ring.",
        `Worse before then: ring ${facts.clinicPhone}. Agree who calls next, and when.`,
      ],
    },
  ];
}

function adviceFor({ level, restrictions, clinicPhone }: ScriptFacts): string[] {
  const still = restrictions.map(({ title, words }) => `${title}: ${words}`);
  if (level === null || level === "complication" || level === "urgent" || level === "emergency") {
    return [
      `See a healthcare provider right away; the clinic’s number is ${clinicPhone}.`,
      "A licensed provider hears of this call today.",
      ...still,
    ];
  }
  return [
    "A clean, cool, damp cloth for mild discomfort; a gentle moisturizer without perfume.",
    ...still,
  ];
}
