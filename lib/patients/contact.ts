import type { Difference } from "@/lib/forms/difference";
import { REACHES_WORDS, type Reaches } from "./reaches";

export const CONTACT_KINDS = ["phone", "email"] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

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

const CONTACT_WORDS: Readonly<Record<ContactField, string>> = {
  reaches: "Reaches",
  owner: "Whose it is",
  voicemailAllowed: "Voicemail",
  usable: "Use",
};

/** How a permission to leave a voicemail is said. */
export function voicemailWords(allowed: boolean | null): string {
  if (allowed === null) return "not asked";
  return allowed ? "allowed" : "not allowed";
}

/** The parts in which two differ. */
export function changedContact(one: ContactFacts, other: ContactFacts): ContactField[] {
  return (Object.keys(CONTACT_WORDS) as ContactField[]).filter(
    (field) => one[field] !== other[field],
  );
}

/** What stands now beside what somebody sent, part by part. */
export function contactDifferences(stored: ContactFacts, sent: ContactFacts): Difference[] {
  return changedContact(stored, sent).map((field) => ({
    label: CONTACT_WORDS[field],
    stored: contactText(stored, field),
    yours: contactText(sent, field),
  }));
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
