import { and, asc, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { matchPatient } from "@/lib/import/match-patient";
import type { StagedTreatment } from "@/lib/import/staged-treatment";
import { nameKey, searchTerms } from "@/lib/patients/search-terms";
import { addPatients, type NewPatient } from "./add-patient";
import type { Database } from "./client";
import { keepContactStates } from "./contact-history";
import { contactPoints, patientSearchTerms, patients } from "./schema/care";

type Person = Pick<
  StagedTreatment,
  "patientName" | "birthOn" | "phoneE164" | "email" | "patientSourceId"
>;
type Known = { id: string; contacts: Set<string>; isNew: (NewPatient & NewContacts) | null };
type NewContacts = { phones: { value: string }[]; emails: string[] };
type NewPoint = { patientId: string; kind: "phone" | "email"; value: string };

/**
 * Finds or adds the people of an import, batch by batch inside its transaction. Patient numbers of
 * the booking system aren't stored, so they tell people apart within one file only.
 */
export class ImportPatients {
  added = 0;
  readonly #byNumber = new Map<string, string>();
  readonly #numberOf = new Map<string, string>();

  constructor(
    private readonly tx: Database,
    private readonly clinicId: string,
    private readonly now: Date,
  ) {}

  /** The patient of each row, in order. New contacts of known people are added. */
  async place(rows: readonly Person[]): Promise<string[]> {
    const named = await this.#knownBy([...new Set(rows.map((row) => nameKey(row.patientName)))]);
    const points: NewPoint[] = [];
    const ids = rows.map((row) => this.#placeOne(row, named, points));
    const people = [...named.values()].flat().filter((known) => known.isNew !== null);
    this.added += people.length;
    await addPatients(
      this.tx,
      this.clinicId,
      people.map(({ id, isNew }) => ({ ...isNew!, patientId: id })),
      this.now,
    );
    await this.#addPoints(points);
    return ids;
  }

  async #knownBy(keys: string[]): Promise<Map<string, Known[]>> {
    const named = new Map<string, Known[]>(keys.map((key) => [key, []]));
    const found = await this.#recordsNamed(keys);
    // A record that is part of another stands for that one, under its own name and numbers too.
    const standing = new Map<string, Known>();
    const byId = new Map<string, Known>();
    for (const { id, keptId, nameKey: key } of found) {
      const known = standing.get(keptId) ?? { id: keptId, contacts: new Set(), isNew: null };
      standing.set(keptId, known);
      byId.set(id, known).set(keptId, known);
      const same = named.get(key);
      if (same && !same.includes(known)) same.push(known);
    }
    if (byId.size === 0) return named;
    const contacts = await this.tx
      .select({ patientId: contactPoints.patientId, value: contactPoints.value })
      .from(contactPoints)
      .where(
        and(
          eq(contactPoints.clinicId, this.clinicId),
          inArray(contactPoints.patientId, [...byId.keys()]),
        ),
      );
    for (const { patientId, value } of contacts) byId.get(patientId)?.contacts.add(value);
    return named;
  }

  /** The records of these names, each with the one that it is part of by now: mostly itself. */
  async #recordsNamed(keys: string[]) {
    const ofClinic = eq(patients.clinicId, this.clinicId);
    const columns = { id: patients.id, nameKey: patients.nameKey, keptId: patients.mergedInto };
    const found = await this.tx
      .select(columns)
      .from(patients)
      .where(and(ofClinic, inArray(patients.nameKey, keys)))
      .orderBy(asc(patients.id));
    const keptOf = new Map<string, string | null>();
    for (let ask = found; ask.length > 0; ) {
      for (const { id, keptId } of ask) keptOf.set(id, keptId);
      const next = ask.flatMap(({ keptId }) => (keptId && !keptOf.has(keptId) ? [keptId] : []));
      ask =
        next.length === 0
          ? []
          : await this.tx
              .select(columns)
              .from(patients)
              .where(and(ofClinic, inArray(patients.id, next)));
    }
    const last = (id: string): string => {
      const kept = keptOf.get(id);
      return kept ? last(kept) : id;
    };
    return found.map(({ id, nameKey: key }) => ({ id, nameKey: key, keptId: last(id) }));
  }

  #placeOne(row: Person, named: Map<string, Known[]>, points: NewPoint[]): string {
    const key = nameKey(row.patientName);
    const sameName = named.get(key)!;
    const number = row.patientSourceId;
    const numbered = number === null ? undefined : this.#byNumber.get(`${key}\n${number}`);
    const contacts = [row.phoneE164, row.email].filter((value) => value !== null);
    let known = sameName.find(({ id }) => id === numbered) ?? null;
    known ??= matchPatient(
      contacts,
      number === null ? sameName : sameName.filter(({ id }) => !this.#numberOf.has(id)),
    );
    if (known === null) {
      known = { id: uuidv7(), contacts: new Set(), isNew: newPatient(row) };
      sameName.push(known);
    }
    if (number !== null) {
      this.#byNumber.set(`${key}\n${number}`, known.id);
      this.#numberOf.set(known.id, number);
    }
    this.#addContacts(known, row, points);
    return known.id;
  }

  #addContacts(known: Known, row: Person, points: NewPoint[]): void {
    const { id, contacts, isNew } = known;
    if (row.phoneE164 !== null && !contacts.has(row.phoneE164)) {
      contacts.add(row.phoneE164);
      if (isNew) isNew.phones.push({ value: row.phoneE164 });
      else points.push({ patientId: id, kind: "phone", value: row.phoneE164 });
    }
    if (row.email !== null && !contacts.has(row.email)) {
      contacts.add(row.email);
      if (isNew) isNew.emails.push(row.email);
      else points.push({ patientId: id, kind: "email", value: row.email });
    }
  }

  async #addPoints(points: readonly NewPoint[]): Promise<void> {
    if (points.length === 0) return;
    const { clinicId, now } = this;
    await this.tx
      .insert(contactPoints)
      .values(points.map((point) => ({ ...point, clinicId, createdAt: now })))
      .onConflictDoNothing();
    await keepContactStates(
      this.tx,
      clinicId,
      [...new Set(points.map((each) => each.patientId))],
      now,
    );
    const terms = points.flatMap(({ kind, value, patientId }) =>
      kind === "phone"
        ? searchTerms("", [value]).map((term) => ({ clinicId, term, patientId }))
        : [],
    );
    if (terms.length > 0) {
      await this.tx.insert(patientSearchTerms).values(terms).onConflictDoNothing();
    }
  }
}

function newPatient(row: Person): NewPatient & NewContacts {
  return {
    name: row.patientName,
    birthOn: row.birthOn,
    language: "en",
    risks: [],
    phones: [],
    emails: [],
  };
}
