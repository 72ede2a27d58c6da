import { savedMeanwhile } from "@/lib/forms/saved-meanwhile";
import { REACHES_WORDS, type Reaches } from "./reaches";

/** What a patient is reached by; `sms` is a number that is only ever written to. */
export const CONTACT_KINDS = ["phone", "sms", "email"] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** The kinds that somebody enters by hand: one number serves for calls and texts. */
export const ENTERED_KINDS = ["phone", "email"] as const satisfies readonly ContactKind[];

/** What is known of a number or address beside itself, and can be changed. */
export type ContactFacts = {
  reaches: Reaches;
  /** Whose it is when it isn't the patient's own. */
  owner: string | null;
  /** Null: nobody has asked yet. Means nothing for an address. */
  voicemailAllowed: boolean | null;
  usable: boolean;
};
export type ContactField = keyof ContactFacts;

const CONTACT_FIELDS = [
  "reaches",
  "owner",
  "voicemailAllowed",
  "usable",
] as const satisfies readonly (keyof ContactFacts)[];

/** How a permission to leave a voicemail is said. */
export function voicemailWords(allowed: boolean | null): string {
  if (allowed === null) return "not asked";
  return allowed ? "allowed" : "not allowed";
}

/** The parts in which two differ. */
export function changedContact(one: ContactFacts, other: ContactFacts): ContactField[] {
  return CONTACT_FIELDS.filter((field) => one[field] !== other[field]);
}

/** What somebody else has stored meanwhile, to stand beside each field in which it differs from what was sent. */
export function contactDifferences(
  stored: ContactFacts,
  sent: ContactFacts,
): Record<ContactField, string> {
  return Object.fromEntries(
    changedContact(stored, sent).map((field) => [
      field,
      savedMeanwhile(null, contactText(stored, field)),
    ]),
  ) as Record<ContactField, string>;
}

function contactText(facts: ContactFacts, field: ContactField): string {
  switch (field) {
    case "reaches":
      return REACHES_WORDS[facts.reaches];
    case "owner":
      return facts.owner ?? "the patient’s own";
    case "voicemailAllowed":
      return voicemailWords(facts.voicemailAllowed);
    case "usable":
      return facts.usable ? "usable" : "not usable";
  }
}
