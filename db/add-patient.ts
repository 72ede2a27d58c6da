import { v7 as uuidv7 } from "uuid";
import type { Language } from "@/lib/patients/languages";
import type { Reaches } from "@/lib/patients/reaches";
import { nameKey, searchTerms } from "@/lib/patients/search-terms";
import type { Database } from "./client";
import { keepContactStates } from "./contact-history";
import { contactPoints, patientSearchTerms, patients } from "./schema/care";

/** A person as the desk first hears of them. Phones in E.164, addresses in lower case. */
export type NewPatient = {
  name: string;
  /** "1990-05-17" */
  birthOn: string | null;
  language: Language;
  risks: readonly string[];
  /** Given unless said otherwise. */
  consentToContact?: boolean;
  /** `owner`: whose number it is when it isn't the patient's own. */
  phones: readonly {
    value: string;
    owner?: string;
    /** The patient, unless said otherwise. */
    reaches?: Reaches;
    voicemailAllowed?: boolean;
  }[];
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
  const { points } = await addPatients(tx, clinicId, [{ ...patient, patientId }], now);
  return {
    patientId,
    phoneIds: points.filter(({ kind }) => kind === "phone").map(({ id }) => id),
  };
}

/** The same for many people at once, whose ids the caller has chosen. */
export async function addPatients(
  tx: Database,
  clinicId: string,
  people: readonly (NewPatient & { patientId: string })[],
  now: Date,
) {
  const rows = people.map((person) => rowsOf(clinicId, person, now));
  const points = rows.flatMap((each) => each.points);
  const terms = rows.flatMap((each) => each.terms);
  if (rows.length > 0) await tx.insert(patients).values(rows.map((each) => each.patient));
  if (points.length > 0) await tx.insert(contactPoints).values(points);
  await keepContactStates(
    tx,
    clinicId,
    people.map(({ patientId }) => patientId),
    now,
  );
  for (let from = 0; from < terms.length; from += TERMS_AT_ONCE) {
    await tx.insert(patientSearchTerms).values(terms.slice(from, from + TERMS_AT_ONCE));
  }
  return { points };
}

/** A statement carries 65 535 values at most, and a term has three. */
const TERMS_AT_ONCE = 2_000;

function rowsOf(clinicId: string, person: NewPatient & { patientId: string }, now: Date) {
  const { patientId, name, birthOn, language, risks, consentToContact = true } = person;
  const phones = [...new Map(person.phones.map((phone) => [phone.value, phone])).values()].map(
    (phone) => ({ kind: "phone" as const, ...phone }),
  );
  const emails = [...new Set(person.emails)].map((value) => ({ kind: "email" as const, value }));
  const numbers = phones.map(({ value }) => value);
  return {
    patient: {
      clinicId,
      id: patientId,
      name,
      nameKey: nameKey(name),
      birthOn,
      language,
      risks: [...risks],
      consentToContact,
      createdAt: now,
    },
    points: [...phones, ...emails].map((point) => ({
      ...point,
      clinicId,
      id: uuidv7(),
      patientId,
      createdAt: now,
    })),
    terms: searchTerms(name, numbers).map((term) => ({ clinicId, term, patientId })),
  };
}
