import { and, asc, desc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Database, db, inClinic } from "@/db/client";
import { auditLook } from "@/db/mutations/audit";
import {
  assessments,
  checkIns,
  closures,
  contactPoints,
  patients,
  recoveries,
  reviews,
  treatments,
} from "@/db/schema/care";
import { protocolVersions, staff } from "@/db/schema/clinic";
import { callCorrections, calls, claims, followUps } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";

export type PatientRecord = NonNullable<Awaited<ReturnType<typeof findPatientRecord>>>;
export type RecordedRecovery = PatientRecord["recoveries"][number];

/**
 * Everything the desk knows of one patient; null when there is no such patient in this clinic.
 * Opening a record is audited.
 */
export async function findPatientRecord(
  actor: Actor,
  patientId: string,
  now: Date,
  database: Database = db,
) {
  requirePermission(actor, "see patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const [patient] = await tx
      .select()
      .from(patients)
      .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)));
    if (!patient) return null;
    const record = {
      patient,
      contactPoints: await listContactPoints(tx, clinicId, patientId),
      household: await listHousehold(tx, clinicId, patientId),
      line: await findLine(tx, clinicId, patientId),
      claim: await findClaim(tx, clinicId, patientId, now),
      recoveries: await listRecoveries(tx, clinicId, patientId),
      checkIns: await listCheckIns(tx, clinicId, patientId),
      calls: await listCalls(tx, clinicId, patientId),
      callCorrections: await listCallCorrections(tx, clinicId, patientId),
      reviews: await listReviews(tx, clinicId, patientId),
    };
    await auditLook(tx, actor, patientId, now);
    return record;
  });
}

function listContactPoints(tx: Database, clinicId: string, patientId: string) {
  return tx
    .select()
    .from(contactPoints)
    .where(and(eq(contactPoints.clinicId, clinicId), eq(contactPoints.patientId, patientId)))
    .orderBy(desc(contactPoints.usable), asc(contactPoints.createdAt), asc(contactPoints.id));
}

/** Others who share one of this patient's numbers or addresses. */
async function listHousehold(tx: Database, clinicId: string, patientId: string) {
  const own = tx
    .select({ value: contactPoints.value })
    .from(contactPoints)
    .where(and(eq(contactPoints.clinicId, clinicId), eq(contactPoints.patientId, patientId)));
  return tx
    .selectDistinct({ patientId: patients.id, name: patients.name })
    .from(contactPoints)
    .innerJoin(
      patients,
      and(eq(patients.clinicId, contactPoints.clinicId), eq(patients.id, contactPoints.patientId)),
    )
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        ne(contactPoints.patientId, patientId),
        inArray(contactPoints.value, own),
      ),
    )
    .orderBy(asc(patients.name));
}

async function findLine(tx: Database, clinicId: string, patientId: string) {
  const [line] = await tx
    .select()
    .from(followUps)
    .where(
      and(
        eq(followUps.clinicId, clinicId),
        eq(followUps.patientId, patientId),
        isNull(followUps.closedAt),
      ),
    );
  return line ?? null;
}

async function findClaim(tx: Database, clinicId: string, patientId: string, now: Date) {
  const [claim] = await tx
    .select({ staffId: claims.staffId, claimedAt: claims.claimedAt, by: staff.name })
    .from(claims)
    .innerJoin(staff, and(eq(staff.clinicId, claims.clinicId), eq(staff.id, claims.staffId)))
    .where(
      and(
        eq(claims.clinicId, clinicId),
        eq(claims.patientId, patientId),
        isNull(claims.releasedAt),
        sql`${claims.leaseUntil} > ${now.toISOString()}`,
      ),
    );
  return claim ?? null;
}

/** Newest treatment first, each with its newest assessment and its latest closing. */
async function listRecoveries(tx: Database, clinicId: string, patientId: string) {
  const rows = await tx
    .select({
      recovery: recoveries,
      treatment: treatments,
      assessment: assessments,
      protocol: protocolVersions.rules,
    })
    .from(recoveries)
    .innerJoin(
      protocolVersions,
      and(
        eq(protocolVersions.clinicId, recoveries.clinicId),
        eq(protocolVersions.id, recoveries.protocolVersionId),
      ),
    )
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
    .where(and(eq(recoveries.clinicId, clinicId), eq(recoveries.patientId, patientId)))
    .orderBy(desc(treatments.endedAt), asc(recoveries.id));
  const closed = await tx
    .select({
      recoveryId: closures.recoveryId,
      at: closures.at,
      outcome: closures.outcome,
      by: staff.name,
    })
    .from(closures)
    .innerJoin(
      recoveries,
      and(eq(recoveries.clinicId, closures.clinicId), eq(recoveries.id, closures.recoveryId)),
    )
    .leftJoin(staff, and(eq(staff.clinicId, closures.clinicId), eq(staff.id, closures.closedBy)))
    .where(and(eq(closures.clinicId, clinicId), eq(recoveries.patientId, patientId)))
    .orderBy(asc(closures.at));
  return rows.map((row) => ({
    ...row,
    closing: closed.findLast((closing) => closing.recoveryId === row.recovery.id) ?? null,
  }));
}

function listCheckIns(tx: Database, clinicId: string, patientId: string) {
  return tx
    .select({ checkIn: checkIns, by: staff.name })
    .from(checkIns)
    .leftJoin(staff, and(eq(staff.clinicId, checkIns.clinicId), eq(staff.id, checkIns.recordedBy)))
    .where(and(eq(checkIns.clinicId, clinicId), eq(checkIns.patientId, patientId)))
    .orderBy(desc(checkIns.observedAt), desc(checkIns.id));
}

function listCalls(tx: Database, clinicId: string, patientId: string) {
  const provider = alias(staff, "provider");
  return tx
    .select({
      call: calls,
      by: staff.name,
      number: contactPoints.value,
      providerTold: provider.name,
    })
    .from(calls)
    .innerJoin(staff, and(eq(staff.clinicId, calls.clinicId), eq(staff.id, calls.calledBy)))
    .leftJoin(
      provider,
      and(eq(provider.clinicId, calls.clinicId), eq(provider.id, calls.providerToldId)),
    )
    .leftJoin(
      contactPoints,
      and(eq(contactPoints.clinicId, calls.clinicId), eq(contactPoints.id, calls.contactPointId)),
    )
    .where(and(eq(calls.clinicId, clinicId), eq(calls.patientId, patientId)))
    .orderBy(desc(calls.loggedAt), desc(calls.id));
}

/** What calls of the patient said before they were corrected, newest first. */
function listCallCorrections(tx: Database, clinicId: string, patientId: string) {
  return tx
    .select({ correction: callCorrections, by: staff.name })
    .from(callCorrections)
    .innerJoin(
      calls,
      and(eq(calls.clinicId, callCorrections.clinicId), eq(calls.id, callCorrections.callId)),
    )
    .innerJoin(
      staff,
      and(eq(staff.clinicId, callCorrections.clinicId), eq(staff.id, callCorrections.correctedBy)),
    )
    .where(and(eq(callCorrections.clinicId, clinicId), eq(calls.patientId, patientId)))
    .orderBy(desc(callCorrections.at), desc(callCorrections.id));
}

function listReviews(tx: Database, clinicId: string, patientId: string) {
  return tx
    .select({ review: reviews, by: staff.name })
    .from(reviews)
    .innerJoin(
      recoveries,
      and(eq(recoveries.clinicId, reviews.clinicId), eq(recoveries.id, reviews.recoveryId)),
    )
    .innerJoin(staff, and(eq(staff.clinicId, reviews.clinicId), eq(staff.id, reviews.reviewedBy)))
    .where(and(eq(reviews.clinicId, clinicId), eq(recoveries.patientId, patientId)))
    .orderBy(desc(reviews.at), desc(reviews.id));
}
