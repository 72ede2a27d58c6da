import { nameKey } from "@/lib/patients/search-terms";

/** What tells patients apart in an export. */
export type PatientTraits = {
  patientName: string;
  patientSourceId: string | null;
  phoneE164: string | null;
  email: string | null;
};

/**
 * Whether two rows with one name speak of two people: their numbers in the system differ, or they
 * have contacts of the same kind and share none. A shared phone alone never makes two names one.
 */
export function contactsDiffer(a: PatientTraits, b: PatientTraits): boolean {
  if (a.patientSourceId !== null && b.patientSourceId !== null) {
    return a.patientSourceId !== b.patientSourceId;
  }
  const pairs = [
    [a.phoneE164, b.phoneE164],
    [a.email, b.email],
  ].filter(([one, other]) => one !== null && other !== null);
  return pairs.length > 0 && pairs.every(([one, other]) => one !== other);
}

/** Counts people over many rows: by their number in the system, else by name and contact. */
export class PatientCounter {
  readonly #byName = new Map<string, PatientTraits[]>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(patient: PatientTraits): void {
    const key = nameKey(patient.patientName);
    const known = this.#byName.get(key) ?? [];
    const same = known.find((other) => !contactsDiffer(patient, other));
    if (same !== undefined) {
      same.phoneE164 ??= patient.phoneE164;
      same.email ??= patient.email;
      return;
    }
    const { patientName, patientSourceId, phoneE164, email } = patient;
    known.push({ patientName, patientSourceId, phoneE164, email });
    this.#byName.set(key, known);
    this.#count += 1;
  }
}
