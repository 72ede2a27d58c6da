import { eq, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { writeAudit } from "@/db/mutations/audit";
import { auditHeads } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import type { AuditEntry } from "@/lib/audit";

/** Whether the audit is whole; if not, the sequence number of its first bad row and what is wrong. */
export type AuditChain =
  | { whole: true; rows: number }
  | { whole: false; badSeq: number; problem: "changed" | "missing" };

/** So many rows are checked in one statement, well within its 10 s. */
const BATCH = 20_000;

/**
 * Recomputes the hash of every audit row of the clinic and compares it with what is stored, with
 * the row before and with the chain's end. Finds edits, gaps, swaps and rows cut off at the end,
 * whoever made them. Rows written meanwhile are left for the next check. Itself an audit entry.
 */
export async function verifyAuditChain(
  actor: Actor,
  now: Date,
  database: Database = db,
): Promise<AuditChain> {
  requirePermission(actor, "see audit");
  return inClinic(actor, database, async (tx) => {
    const chain = await walkChain(tx, actor.clinicId);
    const details: AuditEntry["details"] = chain.whole
      ? { checked: chain.rows }
      : { badSeq: chain.badSeq };
    await writeAudit(tx, actor, { action: "audit.view", details }, now);
    return chain;
  });
}

type Link = { seq: number; hash: string };

async function walkChain(tx: Database, clinicId: string): Promise<AuditChain> {
  const [end = { seq: 0, hash: "" }] = await tx
    .select({ seq: auditHeads.seq, hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.clinicId, clinicId));
  let link: Link = { seq: 0, hash: "" };
  while (link.seq < end.seq) {
    const batch = await checkBatch(tx, clinicId, link, end.seq);
    const missing = { badSeq: link.seq + 1, problem: "missing" } as const;
    if (batch.bad) return { whole: false, ...batch.bad };
    if (batch.last === null) return { whole: false, ...missing };
    link = batch.last;
  }
  if (link.hash !== end.hash) return { whole: false, badSeq: link.seq, problem: "changed" };
  return { whole: true, rows: link.seq };
}

type Batch = { last: Link | null; bad: { badSeq: number; problem: "changed" | "missing" } | null };

async function checkBatch(
  tx: Database,
  clinicId: string,
  after: Link,
  end: number,
): Promise<Batch> {
  const { rows } = await tx.execute<Batch>(sql`
    with batch as (
      select * from audit_events
      where clinic_id = ${clinicId} and seq > ${after.seq} and seq <= ${end}
      order by seq limit ${BATCH}
    ), linked as (
      select *,
        lag(seq, 1, ${after.seq}::bigint) over (order by seq) as seq_before,
        lag(hash, 1, ${after.hash}::text) over (order by seq) as hash_before
      from batch
    ), checked as (
      select seq, seq_before, hash, case
        when seq <> seq_before + 1 then 'missing'
        when prev_hash <> hash_before or hash <> audit_hash(prev_hash, clinic_id, seq, at,
          actor_kind, actor_id, action, patient_id, subject_id, details) then 'changed'
        end as problem
      from linked
    )
    select
      (select jsonb_build_object('seq', seq, 'hash', hash) from checked
        order by seq desc limit 1) as last,
      (select jsonb_build_object('problem', problem,
          'badSeq', case problem when 'missing' then seq_before + 1 else seq end)
        from checked where problem is not null order by seq limit 1) as bad`);
  return rows[0]!;
}
