import { absolute } from "@/lib/dates";
import { savedMeanwhile } from "@/lib/forms/saved-meanwhile";
import { LANGUAGE_WORDS, type Language } from "./languages";

/** What is known of a person beside their numbers, and can be corrected. */
export type PatientIdentity = {
  name: string;
  /** "1990-05-17" */
  birthOn: string | null;
  language: Language;
  risks: readonly string[];
  consentToContact: boolean;
  /** An instant: the start of a day of the clinic. */
  doNotContactUntil: Date | null;
};
export type IdentityField = keyof PatientIdentity;

/** How each part is called on screen, in the order of the form. */
export const IDENTITY_WORDS: Readonly<Record<IdentityField, string>> = {
  name: "Name",
  birthOn: "Birth date",
  language: "Language",
  risks: "Recorded risks",
  consentToContact: "Consent to contact",
  doNotContactUntil: "Do not contact until",
};

export const IDENTITY_FIELDS = Object.keys(IDENTITY_WORDS) as IdentityField[];

/** The parts in which two differ. Risks are compared in any order. */
export function changedFields(one: PatientIdentity, other: PatientIdentity): IdentityField[] {
  return IDENTITY_FIELDS.filter((field) => comparable(one, field) !== comparable(other, field));
}

function comparable(identity: PatientIdentity, field: IdentityField): string {
  const value = identity[field];
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(field === "risks" ? [...identity.risks].toSorted() : value);
}

/** One part as it is read on screen, in the clinic's zone. */
export function identityText(
  identity: PatientIdentity,
  field: IdentityField,
  zone: string,
): string {
  switch (field) {
    case "name":
      return identity.name;
    case "birthOn":
      return identity.birthOn ?? "unknown";
    case "language":
      return LANGUAGE_WORDS[identity.language];
    case "risks":
      return identity.risks.join(", ") || "none";
    case "consentToContact":
      return identity.consentToContact ? "given" : "not given";
    case "doNotContactUntil":
      return identity.doNotContactUntil ? absolute(identity.doNotContactUntil, zone) : "no limit";
  }
}

/** What somebody else has stored meanwhile, to stand beside each field in which it differs from what was sent. */
export function identityDifferences(
  stored: PatientIdentity,
  sent: PatientIdentity,
  by: string | null,
  zone: string,
): Record<IdentityField, string> {
  return Object.fromEntries(
    changedFields(stored, sent).map((field) => [
      field,
      savedMeanwhile(by, identityText(stored, field, zone)),
    ]),
  ) as Record<IdentityField, string>;
}
