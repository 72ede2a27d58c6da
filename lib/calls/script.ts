import type { RestrictionState } from "@/lib/recovery/restrictions";
import { type Level, staysUntilReviewed, type Thresholds } from "@/lib/triage/protocol";

/** One part of what to say: a heading and its steps, in order. */
export type ScriptPart = {
  heading: string;
  steps: readonly string[];
  /** Only for calls that we make: the patient who rang has no voicemail to be left on. */
  outboundOnly?: true;
};

/** A sign that was reported and isn't gone, with its last answer in words: "2 of 3, 5 h ago". */
export type ReportedSign = { label: string; last: string; redFlag: boolean };

export type ScriptFacts = {
  level: Level | null;
  /** Hours since the newest treatment ended, and the limits of its protocol. */
  hour: number;
  limits: Pick<Thresholds, "normalHours" | "firstDaysHours">;
  /** The reasons in sentences, worst first. */
  reasons: readonly string[];
  /** What was abnormal when it was last asked. */
  reported: readonly ReportedSign[];
  /** What the patient must still avoid now. */
  restrictions: readonly (Pick<RestrictionState, "title" | "words" | "hoursLeft"> & {
    /** Who set its end for this patient; null when the guide's own holds. */
    setBy: string | null;
  })[];
  /** The patient's language, when it isn't English. */
  language: string | null;
  /** Whether a message may be left on any number. */
  voicemail: boolean;
  callerName: string;
  clinicName: string;
  clinicPhone: string;
  emergencyNumber: string;
};

/**
 * What to say on this call, from this patient's hour, reasons, reported signs and open restrictions:
 * who is speaking, red flags before anything else about the skin, what was reported last time, why
 * we call, every sign, advice, who has to be told, read-back and next contact.
 */
export function callScript(facts: ScriptFacts): ScriptPart[] {
  return [
    ...beforeRinging(facts),
    {
      heading: "Who is speaking",
      steps: [
        `Say “${facts.callerName} from ${facts.clinicName}”, not what was treated.`,
        "Ask for full name and birth date, and wait for both.",
        "If they don’t match, or somebody else speaks: take the report and disclose nothing.",
      ],
    },
    voicemail(facts),
    {
      heading: "Red flags first",
      steps: [
        "Trouble breathing, tight throat, swollen lips or tongue, hives all over, faint?",
        "Change of vision, bad eye pain, an eye that can’t open or move?",
        `Yes or not sure to either: tell them to call ${facts.emergencyNumber} now, stay on the line, tell the medical director.`,
        "Thick yellow, green or cloudy fluid? New bumps or rash? Pain from 0 to 10? Swelling, and is it more?",
        ...askAgain(facts.reported.filter(({ redFlag }) => redFlag)),
      ],
    },
    ...part("Reported before", askAgain(facts.reported.filter(({ redFlag }) => !redFlag))),
    ...part(
      "Why we call",
      facts.reasons.map((reason) => `Ask about: ${reason}.`),
    ),
    {
      heading: "Every sign",
      steps: ["Read each question as it stands; leave open what was not asked."],
    },
    { heading: "Advice", steps: [usualNow(facts), ...adviceFor(facts)] },
    ...part("Before you save", isGrave(facts.level) ? [TELL_PROVIDER] : []),
    {
      heading: "Read-back and next contact",
      steps: [
        "Ask them to say back what to do and when to ring.",
        `Worse before then: ring ${facts.clinicPhone}. Agree who calls next, and when.`,
      ],
    },
  ];
}

const TELL_PROVIDER =
  "Tell a licensed provider today: who it was, and whether they took it on. If none can be reached, say so in the form.";

function part(heading: string, steps: readonly string[]): ScriptPart[] {
  return steps.length > 0 ? [{ heading, steps }] : [];
}

function beforeRinging({ language }: ScriptFacts): ScriptPart[] {
  if (language === null) return [];
  const steps = [
    `Ring in ${language}, or with an interpreter on the line.`,
    "No relative and no child interprets red flags. If nobody can: “Language barrier”.",
  ];
  return [{ heading: `Speaks ${language}`, steps }];
}

function voicemail({ voicemail: allowed, callerName, clinicName, clinicPhone }: ScriptFacts) {
  const words = `“This is ${callerName} from ${clinicName}. Please ring us on ${clinicPhone}.”`;
  const steps = allowed
    ? [words, "Nothing more: no treatment, no sign, no reason."]
    : ["Leave no message: nobody has allowed one."];
  return { heading: "On a voicemail", steps, outboundOnly: true } as const;
}

function askAgain(reported: readonly ReportedSign[]): string[] {
  return reported.map(
    ({ label, last }) => `Ask again: ${label}. Last: ${last}. Better, the same or worse?`,
  );
}

/** What the hour means for redness, slight swelling and warmth (aftercare guide, "Signs of Normal Healing vs. Complications"). */
function usualNow({ hour, limits: { normalHours, firstDaysHours } }: ScriptFacts): string {
  const now = `${Math.floor(hour)} h after treatment`;
  if (hour <= normalHours) {
    return `${now}: redness, slight swelling and warmth are usual, up to ${normalHours} h.`;
  }
  return hour <= firstDaysHours
    ? `${now}: redness, swelling and warmth have lasted longer than the usual ${normalHours} h if they are still there. We watch them.`
    : `${now}: redness, swelling or warmth that is still there is more than the first days bring. A provider looks at it.`;
}

function isGrave(level: Level | null): boolean {
  return level === null || staysUntilReviewed(level);
}

function adviceFor({ level, restrictions, clinicPhone }: ScriptFacts): string[] {
  const still = restrictions.map(({ title, words, hoursLeft, setBy }) => {
    const left = hoursLeft === null ? "" : ` ${Math.ceil(hoursLeft)} h left.`;
    return `${title}: ${words}${left}${setBy === null ? "" : ` Set for this patient by ${setBy}.`}`;
  });
  if (isGrave(level)) {
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
