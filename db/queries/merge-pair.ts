import { and, asc, count, desc, eq, inArray, isNull } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { auditLook } from "@/db/mutations/audit";
import {
  assessments,
  checkIns,
  contactPoints,
  patients,
  recoveries,
  treatments,
} from "@/db/schema/care";
import { calls, followUps } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";

export type MergeSide = Awaited<ReturnType<typeof readSide>>;

/**
 * Two records to compare before they become one, in the order asked for; null when either isn't in this
 * clinic. Looking at them is audited for both.
 */
export async function findMergePair(
  actor: Actor,
  ids: readonly [string, string],
  now: Date,
  database: Database = db,
): Promise<readonly [MergeSide, MergeSide] | null> {
  requirePermission(actor, "merge patients");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const found = await tx
      .select()
      .from(patients)
      .where(and(eq(patients.clinicId, clinicId), inArray(patients.id, [...ids])));
    const [first, other] = ids.map((id) => found.find((patient) => patient.id === id));
    if (!first || !other) return null;
    const sides = [
      await readSide(tx, clinicId, first),
      await readSide(tx, clinicId, other),
    ] as const;
    for (const id of ids) await auditLook(tx, actor, id, now);
    return sides;
  });
}

async function readSide(tx: Database, clinicId: string, patient: typeof patients.$inferSelect) {
  const { id } = patient;
  const contacts = await tx
    .select({
      kind: contactPoints.kind,
      value: contactPoints.value,
      owner: contactPoints.owner,
      usable: contactPoints.usable,
    })
    .from(contactPoints)
    .where(and(eq(contactPoints.clinicId, clinicId), eq(contactPoints.patientId, id)))
    .orderBy(asc(contactPoints.kind), asc(contactPoints.value));
  const treated = await tx
    .select({
      id: treatments.id,
      endedAt: treatments.endedAt,
      serviceName: treatments.serviceName,
      area: treatments.area,
      open: recoveries.open,
      level: assessments.level,
      reasons: assessments.reasons,
    })
    .from(recoveries)
    .innerJoin(
      treatments,
      and(eq(treatments.clinicId, recoveries.clinicId), eq(treatments.id, recoveries.id)),
    )
    .leftJoin(
      assessments,
      and(
        eq(assessments.clinicId, recoveries.clinicId),
        eq(assessments.id, recoveries.assessmentId),
      ),
    )
    .where(and(eq(recoveries.clinicId, clinicId), eq(recoveries.patientId, id)))
    .orderBy(desc(treatments.endedAt), asc(treatments.id));
  const [line] = await tx
    .select({ nextAction: followUps.nextAction, dueAt: followUps.dueAt, level: followUps.level })
    .from(followUps)
    .where(
      and(
        eq(followUps.clinicId, clinicId),
        eq(followUps.patientId, id),
        isNull(followUps.closedAt),
      ),
    );
  const [reports] = await tx
    .select({ n: count() })
    .from(checkIns)
    .where(and(eq(checkIns.clinicId, clinicId), eq(checkIns.patientId, id)));
  const [called] = await tx
    .select({ n: count() })
    .from(calls)
    .where(and(eq(calls.clinicId, clinicId), eq(calls.patientId, id)));
  return {
    patient,
    contacts,
    treatments: treated,
    line: line ?? null,
    checkIns: reports!.n,
    calls: called!.n,
  };
}
