import { and, asc, count, desc, eq, gte, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { type OnCallShift, shiftAt } from "@/db/on-call-shift";
import { closures, reviews } from "@/db/schema/care";
import { calls, followUps } from "@/db/schema/work";
import { type LineAsk, readLines } from "@/db/worklist-lines";
import { type Actor, requirePermission } from "@/lib/actor";
import type { Outcome } from "@/lib/calls/outcomes";
import { groupRank } from "@/lib/worklist/groups";
import type { WorklistLine } from "@/lib/worklist/line";

/** The instants that a hand-over is cut at. */
export type HandOverTimes = {
  /** Urgent work that came up after this is new. */
  since: Date;
  /** Call-backs that were promised for before this count: the end of the next opening day. */
  promisedUntil: Date;
  /** The start of the clinic's day. */
  today: Date;
};

export type OpenEscalation = {
  escalationId: string;
  patientId: string;
  patient: string;
  by: string;
  to: string;
  at: Date;
  summary: string;
};

export type HandOver = {
  onCall: OnCallShift | null;
  /** Complications and worse, and what must be reviewed by hand; the most urgent first. */
  open: WorklistLine[];
  /** Of those that are urgent or worse: the ids of patients for whom that is new. */
  newUrgent: ReadonlySet<string>;
  /** Promised call-backs, overdue ones included, the earliest first. */
  promised: WorklistLine[];
  escalations: OpenEscalation[];
  /** Calls logged today by outcome, the commonest first; and what was reviewed and closed by people. */
  calls: { outcome: Outcome; count: number }[];
  reviewed: number;
  closed: number;
};

/** What the next shift has to know: what is open, promised and new, who is on call, what was done today. */
export async function findHandOver(
  actor: Actor,
  { since, promisedUntil, today }: HandOverTimes,
  now: Date,
  database: Database = db,
): Promise<HandOver> {
  requirePermission(actor, "see worklist");
  const { clinicId, staffId } = actor;
  return inClinic(actor, database, async (tx) => {
    const ask = { clinicId, staffId, now: now.toISOString() };
    const pressing = sql`list_rank <= ${groupRank("complication")}`;
    const open = await readLines(tx, ask, pressing);
    return {
      onCall: await shiftAt(tx, clinicId, now),
      open,
      newUrgent: await newUrgentSince(tx, clinicId, since),
      promised: await promisedBefore(tx, ask, promisedUntil),
      escalations: await listOpenEscalations(tx, clinicId),
      calls: await countCalls(tx, clinicId, today),
      ...(await countDecisions(tx, clinicId, today)),
    };
  });
}

async function newUrgentSince(
  tx: Database,
  clinicId: string,
  since: Date,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ patientId: followUps.patientId })
    .from(followUps)
    .where(
      and(
        eq(followUps.clinicId, clinicId),
        isNull(followUps.closedAt),
        lte(followUps.listRank, groupRank("urgent")),
        gte(followUps.reasonSince, since),
      ),
    );
  return new Set(rows.map(({ patientId }) => patientId));
}

async function promisedBefore(tx: Database, ask: LineAsk, until: Date): Promise<WorklistLine[]> {
  const lines = await readLines(tx, ask, sql`promised_at < ${until.toISOString()}`);
  return lines.toSorted((a, b) => a.promisedAt!.getTime() - b.promisedAt!.getTime());
}

/** Questions to a provider that nobody has answered, the oldest first. */
async function listOpenEscalations(tx: Database, clinicId: string): Promise<OpenEscalation[]> {
  const { rows } = await tx.execute<{
    id: string;
    patient_id: string;
    patient: string;
    by: string;
    to: string;
    at: string;
    summary: string;
  }>(sql`
    select e.id, e.patient_id, p.name as patient, asker.name as by, asked.name as to, e.at, e.summary
    from escalations e
    join patients p on p.clinic_id = ${clinicId} and p.id = e.patient_id
    join staff asker on asker.clinic_id = ${clinicId} and asker.id = e.escalated_by
    join staff asked on asked.clinic_id = ${clinicId} and asked.id = e.to_staff_id
    where e.clinic_id = ${clinicId} and e.answered_at is null
    order by e.at, e.id`);
  return rows.map(({ id, patient_id, at, ...row }) => ({
    ...row,
    escalationId: id,
    patientId: patient_id,
    at: new Date(at),
  }));
}

/** Calls by outcome since an instant; one that was taken back counts for nothing. */
function countCalls(tx: Database, clinicId: string, since: Date) {
  return tx
    .select({ outcome: calls.outcome, count: count() })
    .from(calls)
    .where(and(eq(calls.clinicId, clinicId), gte(calls.loggedAt, since), isNull(calls.undoneAt)))
    .groupBy(calls.outcome)
    .orderBy(desc(count()), asc(calls.outcome));
}

async function countDecisions(
  tx: Database,
  clinicId: string,
  since: Date,
): Promise<{ reviewed: number; closed: number }> {
  const [reviewed] = await tx
    .select({ count: count() })
    .from(reviews)
    .where(and(eq(reviews.clinicId, clinicId), gte(reviews.at, since)));
  const [closed] = await tx
    .select({ count: count() })
    .from(closures)
    .where(
      and(eq(closures.clinicId, clinicId), gte(closures.at, since), isNotNull(closures.closedBy)),
    );
  return { reviewed: reviewed!.count, closed: closed!.count };
}
