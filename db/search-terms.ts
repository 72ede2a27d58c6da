import { and, eq, inArray, sql } from "drizzle-orm";
import { searchTerms } from "@/lib/patients/search-terms";
import type { Database } from "./client";
import { patientSearchTerms } from "./schema/care";

/**
 * Rewrites what a patient is found by, from the name and numbers of their record and of every record that was
 * merged into it, inside the caller's transaction. A record that is merged into another is found by nothing.
 */
export async function rewriteSearchTerms(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<void> {
  const { rows: held } = await tx.execute<{ name: string; phones: string[]; merged: boolean }>(sql`
    with recursive held as (
      select id, name, merged_into is not null as merged
      from patients where clinic_id = ${clinicId} and id = ${patientId}
      union all
      select p.id, p.name, held.merged
      from held join patients p on p.clinic_id = ${clinicId} and p.merged_into = held.id
    )
    select held.name, held.merged, array(
      select c.value from contact_points c
      where c.clinic_id = ${clinicId} and c.patient_id = held.id and c.kind = 'phone'
    ) as phones
    from held`);
  const wanted = new Set(
    held.flatMap(({ name, phones, merged }) => (merged ? [] : searchTerms(name, phones))),
  );
  const stored = await tx
    .select({ term: patientSearchTerms.term })
    .from(patientSearchTerms)
    .where(
      and(eq(patientSearchTerms.clinicId, clinicId), eq(patientSearchTerms.patientId, patientId)),
    );
  const gone = stored.map(({ term }) => term).filter((term) => !wanted.delete(term));
  if (gone.length > 0) {
    await tx
      .delete(patientSearchTerms)
      .where(
        and(
          eq(patientSearchTerms.clinicId, clinicId),
          eq(patientSearchTerms.patientId, patientId),
          inArray(patientSearchTerms.term, gone),
        ),
      );
  }
  if (wanted.size > 0) {
    await tx
      .insert(patientSearchTerms)
      .values([...wanted].map((term) => ({ clinicId, term, patientId })));
  }
}
