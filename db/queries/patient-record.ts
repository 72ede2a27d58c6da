import { and, asc, count, desc, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { listCountingCheckIns } from "@/db/assess-recovery";
import { type Database, db, inClinic } from "@/db/client";
import { auditLook } from "@/db/mutations/audit";
import {
  assessments,
  checkIns,
  closures,
  contactPoints,
  patientCorrections,
  patientMerges,
  patients,
  recoveries,
  reviews,
  treatmentCorrections,
  treatments,
} from "@/db/schema/care";
import { protocolVersions, sites, staff } from "@/db/schema/clinic";
import { restrictionOverrides } from "@/db/schema/restrictions";
import { callCorrections, calls, claims, escalations, followUps } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import { type Likeness, lookAlike } from "@/lib/patients/merge";

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
    const merges = await listMergesOf(tx, clinicId, patientId);
    const reports = await listCheckIns(tx, clinicId, patientId);
    const found = await listRecoveries(tx, clinicId, patientId);
    const { recoveries: treated, checkIns: told } = await withCounting(
      tx,
      clinicId,
      found,
      reports,
      merges.length > 0,
    );
    const record = {
      patient,
      corrections: await listPatientCorrections(tx, clinicId, patientId),
      contactPoints: await listContactPoints(tx, clinicId, patientId),
      household: await listHousehold(tx, clinicId, patientId),
      lookalikes: await listLookalikes(tx, clinicId, patient),
      merges,
      line: await findLine(tx, clinicId, patientId),
      claim: await findClaim(tx, clinicId, patientId, now),
      recoveries: treated,
      treatmentCorrections: await listTreatmentCorrections(tx, clinicId, patientId),
      checkIns: told,
      calls: await listCalls(tx, clinicId, patientId),
      callCorrections: await listCallCorrections(tx, clinicId, patientId),
      reviews: await listReviews(tx, clinicId, patientId),
      escalations: await listEscalations(tx, clinicId, patientId),
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

/** What the record said of the person before somebody corrected it, newest first. */
function listPatientCorrections(tx: Database, clinicId: string, patientId: string) {
  return tx
    .select({ correction: patientCorrections, by: staff.name })
    .from(patientCorrections)
    .innerJoin(
      staff,
      and(
        eq(staff.clinicId, patientCorrections.clinicId),
        eq(staff.id, patientCorrections.correctedBy),
      ),
    )
    .where(
      and(eq(patientCorrections.clinicId, clinicId), eq(patientCorrections.patientId, patientId)),
    )
    .orderBy(desc(patientCorrections.at), desc(patientCorrections.id));
}

export type Lookalike = Likeness & { patientId: string; name: string; birthOn: string | null };

/** Records that look like the same person's, by `lookAlike`. */
async function listLookalikes(
  tx: Database,
  clinicId: string,
  { id, nameKey, birthOn }: typeof patients.$inferSelect,
): Promise<Lookalike[]> {
  const own = tx
    .select({ value: contactPoints.value })
    .from(contactPoints)
    .where(and(eq(contactPoints.clinicId, clinicId), eq(contactPoints.patientId, id)));
  const sharers = await tx
    .select({ patientId: contactPoints.patientId, contacts: count() })
    .from(contactPoints)
    .where(and(eq(contactPoints.clinicId, clinicId), inArray(contactPoints.value, own)))
    .groupBy(contactPoints.patientId);
  const shared = new Map(sharers.map(({ patientId, contacts }) => [patientId, contacts]));
  const others = await tx
    .select({
      patientId: patients.id,
      name: patients.name,
      nameKey: patients.nameKey,
      birthOn: patients.birthOn,
    })
    .from(patients)
    .where(
      and(
        eq(patients.clinicId, clinicId),
        or(eq(patients.nameKey, nameKey), inArray(patients.id, [...shared.keys()])),
        ne(patients.id, id),
        isNull(patients.mergedInto),
      ),
    )
    .orderBy(asc(patients.id));
  return others
    .map((other) => ({
      ...other,
      sameName: other.nameKey === nameKey,
      sameBirthDate: birthOn !== null && other.birthOn === birthOn,
      sharedContacts: shared.get(other.patientId) ?? 0,
    }))
    .filter(lookAlike);
}

/** Merges into this record, and those of this record into another that were undone; newest first. */
function listMergesOf(tx: Database, clinicId: string, patientId: string) {
  const other = alias(patients, "other");
  const undoer = alias(staff, "undoer");
  return tx
    .select({ merge: patientMerges, otherName: other.name, by: staff.name, undoneBy: undoer.name })
    .from(patientMerges)
    .innerJoin(
      other,
      and(
        eq(other.clinicId, patientMerges.clinicId),
        sql`${other.id} = case when ${patientMerges.keptId} = ${patientId}
          then ${patientMerges.mergedId} else ${patientMerges.keptId} end`,
      ),
    )
    .innerJoin(
      staff,
      and(eq(staff.clinicId, patientMerges.clinicId), eq(staff.id, patientMerges.mergedBy)),
    )
    .leftJoin(
      undoer,
      and(eq(undoer.clinicId, patientMerges.clinicId), eq(undoer.id, patientMerges.undoneBy)),
    )
    .where(
      and(
        eq(patientMerges.clinicId, clinicId),
        or(eq(patientMerges.keptId, patientId), eq(patientMerges.mergedId, patientId)),
      ),
    )
    .orderBy(desc(patientMerges.at), desc(patientMerges.id));
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
        isNull(patients.mergedInto),
        inArray(contactPoints.value, own),
      ),
    )
    .orderBy(asc(patients.name));
}

async function findLine(tx: Database, clinicId: string, patientId: string) {
  const [found] = await tx
    .select({ line: followUps, assignee: staff.name })
    .from(followUps)
    .leftJoin(
      staff,
      and(eq(staff.clinicId, followUps.clinicId), eq(staff.id, followUps.assigneeId)),
    )
    .where(
      and(
        eq(followUps.clinicId, clinicId),
        eq(followUps.patientId, patientId),
        isNull(followUps.closedAt),
      ),
    );
  return found ? { ...found.line, assignee: found.assignee } : null;
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

/** Newest treatment first, each with its newest assessment, its latest closing and what was set for it. */
async function listRecoveries(tx: Database, clinicId: string, patientId: string) {
  const rows = await tx
    .select({
      recovery: recoveries,
      treatment: treatments,
      assessment: assessments,
      protocol: protocolVersions.rules,
      site: sites.name,
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
    .leftJoin(sites, and(eq(sites.clinicId, treatments.clinicId), eq(sites.id, treatments.siteId)))
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
  const set = await listOverrides(tx, clinicId, patientId);
  return rows.map((row) => ({
    ...row,
    overrides: set.filter(({ recoveryId }) => recoveryId === row.recovery.id),
    closing: closed.findLast((closing) => closing.recoveryId === row.recovery.id) ?? null,
  }));
}

/** Every end of a restriction that was set for a recovery of the patient, taken back or not, the newest first. */
function listOverrides(tx: Database, clinicId: string, patientId: string) {
  return tx
    .select({
      recoveryId: restrictionOverrides.recoveryId,
      id: restrictionOverrides.restriction,
      untilHours: restrictionOverrides.untilHours,
      reason: restrictionOverrides.reason,
      author: staff.name,
      setAt: restrictionOverrides.setAt,
      version: restrictionOverrides.version,
    })
    .from(restrictionOverrides)
    .innerJoin(
      recoveries,
      and(
        eq(recoveries.clinicId, restrictionOverrides.clinicId),
        eq(recoveries.id, restrictionOverrides.recoveryId),
      ),
    )
    .innerJoin(
      staff,
      and(
        eq(staff.clinicId, restrictionOverrides.clinicId),
        eq(staff.id, restrictionOverrides.setBy),
      ),
    )
    .where(and(eq(restrictionOverrides.clinicId, clinicId), eq(recoveries.patientId, patientId)))
    .orderBy(desc(restrictionOverrides.version));
}

type Recoveries = Awaited<ReturnType<typeof listRecoveries>>;
type CheckIns = Awaited<ReturnType<typeof listCheckIns>>;

/**
 * Each recovery with the ids of the check-ins that count for it. Only one without an area, or a merge, makes
 * that a question; a check-in that was told to another record while both were one is added to the list.
 */
async function withCounting(
  tx: Database,
  clinicId: string,
  found: Recoveries,
  reports: CheckIns,
  wasMerged: boolean,
) {
  const plain = !wasMerged && reports.every(({ checkIn }) => checkIn.recoveryId !== null);
  const checkInsTold = [...reports];
  const known = new Set(reports.map(({ checkIn }) => checkIn.id));
  const counted = [];
  for (const each of found) {
    const { id } = each.recovery;
    const counting = plain
      ? reports
          .map(({ checkIn }) => checkIn)
          .filter(({ recoveryId, withdrawnAt }) => recoveryId === id && withdrawnAt === null)
      : await listCountingCheckIns(tx, clinicId, id);
    for (const checkIn of counting.filter((other) => !known.has(other.id))) {
      known.add(checkIn.id);
      checkInsTold.push({ checkIn, by: null });
    }
    counted.push({ ...each, counting: counting.map((checkIn) => checkIn.id) });
  }
  checkInsTold.sort((a, b) => b.checkIn.observedAt.getTime() - a.checkIn.observedAt.getTime());
  return { recoveries: counted, checkIns: checkInsTold };
}

/** What treatments of the patient said of their time before they were corrected, newest first. */
function listTreatmentCorrections(tx: Database, clinicId: string, patientId: string) {
  return tx
    .select({ correction: treatmentCorrections, by: staff.name })
    .from(treatmentCorrections)
    .innerJoin(
      treatments,
      and(
        eq(treatments.clinicId, treatmentCorrections.clinicId),
        eq(treatments.id, treatmentCorrections.treatmentId),
      ),
    )
    .innerJoin(
      staff,
      and(
        eq(staff.clinicId, treatmentCorrections.clinicId),
        eq(staff.id, treatmentCorrections.correctedBy),
      ),
    )
    .where(and(eq(treatmentCorrections.clinicId, clinicId), eq(treatments.patientId, patientId)))
    .orderBy(desc(treatmentCorrections.at), desc(treatmentCorrections.id));
}

/** Questions about the patient to a provider, the newest first, with whoever asked, was asked and answered. */
function listEscalations(tx: Database, clinicId: string, patientId: string) {
  const asked = alias(staff, "asked");
  const answerer = alias(staff, "answerer");
  return tx
    .select({ escalation: escalations, by: staff.name, to: asked.name, answeredBy: answerer.name })
    .from(escalations)
    .innerJoin(
      staff,
      and(eq(staff.clinicId, escalations.clinicId), eq(staff.id, escalations.escalatedBy)),
    )
    .innerJoin(
      asked,
      and(eq(asked.clinicId, escalations.clinicId), eq(asked.id, escalations.toStaffId)),
    )
    .leftJoin(
      answerer,
      and(eq(answerer.clinicId, escalations.clinicId), eq(answerer.id, escalations.answeredBy)),
    )
    .where(and(eq(escalations.clinicId, clinicId), eq(escalations.patientId, patientId)))
    .orderBy(desc(escalations.at), desc(escalations.id));
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
