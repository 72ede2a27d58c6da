import { v7 as uuidv7 } from "uuid";
import { nameKey, searchTerms } from "@/lib/patients/search-terms";
import type { Database } from "./client";
import { contactPoints, patientSearchTerms, patients } from "./schema/care";

/** A person as the desk first hears of them. Phones in E.164, addresses in lower case. */
export type NewPatient = {
  name: string;
  /** "1990-05-17" */
  birthOn: string | null;
  language: "en" | "es";
  risks: readonly string[];
  /** Given unless said otherwise. */
  consentToContact?: boolean;
  /** `owner`: whose number it is when it isn't the patient's own. */
  phones: readonly { value: string; owner?: string; voicemailAllowed?: boolean }[];
  emails: readonly string[];
};

/** The new ids; phones in the order given, a number given twice only once. */
export type AddedPatient = { patientId: string; phoneIds: string[] };

/**
 * Adds a patient with numbers, addresses and the terms they are found by, inside the caller's
 * transaction. Whether the person is here already is for the caller to know.
 */
export async function addPatient(
  tx: Database,
  clinicId: string,
  patient: NewPatient,
  now: Date,
): Promise<AddedPatient> {
  const patientId = uuidv7();
  const { name, birthOn, language, risks, consentToContact = true } = patient;
  await tx.insert(patients).values({
    clinicId,
    id: patientId,
    name,
    nameKey: nameKey(name),
    birthOn,
    language,
    risks: [...risks],
    consentToContact,
    createdAt: now,
  });
  const phones = [...new Map(patient.phones.map((phone) => [phone.value, phone])).values()].map(
    (phone) => ({ kind: "phone" as const, ...phone }),
  );
  const emails = [...new Set(patient.emails)].map((value) => ({ kind: "email" as const, value }));
  const points = [...phones, ...emails].map((point) => ({
    ...point,
    clinicId,
    id: uuidv7(),
    patientId,
    createdAt: now,
  }));
  if (points.length > 0) await tx.insert(contactPoints).values(points);
  const numbers = phones.map(({ value }) => value);
  const terms = searchTerms(name, numbers).map((term) => ({ clinicId, term, patientId }));
  if (terms.length > 0) await tx.insert(patientSearchTerms).values(terms);
  return {
    patientId,
    phoneIds: points.filter(({ kind }) => kind === "phone").map(({ id }) => id),
  };
}
