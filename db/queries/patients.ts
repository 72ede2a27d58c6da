import { and, count, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { writeAudit } from "@/db/mutations/audit";
import { patients } from "@/db/schema/care";
import { type Actor, requirePermission } from "@/lib/actor";
import { type Reaches, whoseNumber } from "@/lib/patients/reaches";
import { MOST_FOUND, searchPrefixes } from "@/lib/patients/search-terms";
import type { Group } from "@/lib/worklist/groups";

export type FoundPatient = {
  patientId: string;
  name: string;
  birthOn: string | null;
  /** Null when nobody follows this patient now. */
  group: Group | null;
  /** E.164 numbers, the usable ones first; `of` says whose one is that isn't the patient's own. */
  phones: { value: string; of: string | null; usable: boolean }[];
  /** One of them is others' too: a household. */
  shared: boolean;
  lastTreatedAt: Date | null;
};

/**
 * Patients whose name has words beginning as typed, or whose phone number holds the digits typed,
 * followed or not, so that whoever rings back is found. At most 20: first those whose number ends in
 * these digits, or whose name has these very words, then by name; of a text that hundreds match,
 * some. The audit keeps that somebody searched and how many were shown, never the text.
 */
export async function searchPatients(
  actor: Actor,
  query: string,
  now: Date,
  database: Database = db,
): Promise<FoundPatient[]> {
  requirePermission(actor, "see patient");
  const prefixes = searchPrefixes(query);
  if (prefixes.length === 0) return [];
  return inClinic(actor, database, async (tx) => {
    const { rows } = await tx.execute<RawPatient>(searchStatement(actor.clinicId, prefixes));
    await writeAudit(tx, actor, { action: "patient.search", details: { found: rows.length } }, now);
    return rows.map((row) => ({
      patientId: row.id,
      name: row.name,
      birthOn: row.birth_on,
      group: row.list_group,
      phones: row.phones.map(({ value, usable, ...whose }) => {
        return { value, of: whoseNumber(whose), usable };
      }),
      shared: row.shared,
      lastTreatedAt: row.last_treated_at === null ? null : new Date(row.last_treated_at),
    }));
  });
}

type RawPatient = {
  id: string;
  name: string;
  birth_on: string | null;
  list_group: Group | null;
  phones: { value: string; reaches: Reaches; owner: string | null; usable: boolean }[];
  shared: boolean;
  last_treated_at: string | null;
};

/** How many patients the clinic knows, followed or not. */
export async function countPatients(actor: Actor, database: Database = db): Promise<number> {
  requirePermission(actor, "see worklist");
  return inClinic(actor, database, async (tx) => {
    const [known] = await tx
      .select({ patients: count() })
      .from(patients)
      .where(and(eq(patients.clinicId, actor.clinicId), isNull(patients.mergedInto)));
    return known!.patients;
  });
}

/**
 * So many matches of each kind are put in order. A text that more people match is one to type more
 * of, and nobody waits until all of them are sorted.
 */
const MOST_WEIGHED = 500;

/**
 * Ranges over the term index, which row-level security lets the planner use; LIKE isn't leakproof.
 * A number's last digits are a term in full. What is looked up of a patient is looked up of those
 * who are shown.
 */
function searchStatement(clinicId: string, prefixes: readonly string[]): SQL {
  const matches = (condition: (prefix: string) => SQL) =>
    sql.join(
      prefixes.map(
        (prefix) => sql`
          select patient_id from patient_search_terms
          where clinic_id = ${clinicId} and ${condition(prefix)}`,
      ),
      sql` intersect `,
    );
  // As the index has them, so that reading ends with the last one that is weighed.
  const order = prefixes.length === 1 ? sql`term, patient_id` : sql`patient_id`;
  return sql`
    with in_full as (
      ${matches((prefix) => sql`term = ${prefix}`)}
      order by ${order} limit ${MOST_WEIGHED}
    ), in_part as (
      ${matches((prefix) => sql`term >= ${prefix} and term < ${`${prefix}\u{10FFFF}`}`)}
      order by ${order} limit ${MOST_WEIGHED}
    ), found as (
      select patient_id, bool_and(in_part) as in_part
      from (select patient_id, false from in_full union all select patient_id, true from in_part)
        as matched(patient_id, in_part)
      group by patient_id
    ), shown as (
      select p.id, p.name, p.name_key, p.birth_on, found.in_part
      from found
      join patients p on p.clinic_id = ${clinicId} and p.id = found.patient_id
      order by found.in_part, p.name_key, p.id
      limit ${MOST_FOUND}
    )
    select shown.id, shown.name, shown.birth_on, f.list_group, numbers.phones, numbers.shared,
      (select max(t.ended_at) from treatments t
        where t.clinic_id = ${clinicId} and t.patient_id = shown.id) as last_treated_at
    from shown
    left join follow_ups f
      on f.clinic_id = ${clinicId} and f.patient_id = shown.id and f.closed_at is null
    left join lateral (
      select coalesce(json_agg(json_build_object('value', c.value, 'reaches', c.reaches,
          'owner', c.owner, 'usable', c.usable)
          order by not c.usable, c.created_at, c.id), '[]') as phones,
        coalesce(bool_or(exists (
          select from contact_points o
          join patients p on p.clinic_id = ${clinicId} and p.id = o.patient_id and p.merged_into is null
          where o.clinic_id = ${clinicId} and o.value = c.value and o.patient_id <> c.patient_id
        )), false) as shared
      from contact_points c
      where c.clinic_id = ${clinicId} and c.patient_id = shown.id and c.kind = 'phone'
    ) numbers on true
    order by shown.in_part, shown.name_key, shown.id`;
}
