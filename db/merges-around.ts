import { sql } from "drizzle-orm";
import type { MergeOfRows } from "@/lib/patients/merge";
import type { Database } from "./client";
import type { patientMerges } from "./schema/care";

type Merge = typeof patientMerges.$inferSelect;

/** Every merge, undone or not, of a record and of whatever records it was ever one with; oldest first. */
export async function listMergesAround(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<(MergeOfRows & { id: string })[]> {
  const { rows } = await tx.execute<{
    id: string;
    kept_id: string;
    merged_id: string;
    at: string;
    undone_at: string | null;
    moved: Merge["moved"];
  }>(sql`
    with recursive family as (
      select ${patientId}::uuid as id
      union
      select case when m.kept_id = family.id then m.merged_id else m.kept_id end
      from family join patient_merges m
        on m.clinic_id = ${clinicId} and (m.kept_id = family.id or m.merged_id = family.id)
    )
    select m.id, m.kept_id, m.merged_id, m.at, m.undone_at, m.moved
    from patient_merges m
    where m.clinic_id = ${clinicId} and m.kept_id in (select id from family)
    order by m.at, m.id`);
  return rows.map((row) => ({
    id: row.id,
    keptId: row.kept_id,
    mergedId: row.merged_id,
    at: new Date(row.at),
    undoneAt: row.undone_at === null ? null : new Date(row.undone_at),
    moved: row.moved,
  }));
}
