import { and, count, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { type ReportedRecovery, readReported } from "@/db/reported-recoveries";
import { checkIns, patients } from "@/db/schema/care";
import { checkInDrafts } from "@/db/schema/check-in";
import { photos } from "@/db/schema/photos";
import { restrictionOverrides } from "@/db/schema/restrictions";
import { type Actor, requirePermission } from "@/lib/actor";
import type { RestrictionOverride } from "@/lib/recovery/restrictions";
import type { Answers, CheckInSource } from "@/lib/triage/protocol";

/** One report as its patient reads it back. */
export type OwnCheckIn = {
  id: string;
  observedAt: Date;
  recordedAt: Date;
  source: CheckInSource;
  answers: Answers;
  /** How many photos came with it and are still kept. */
  photos: number;
};

/** A report that was begun and not sent. */
export type OwnDraft = {
  reportId: string;
  recoveryId: string | null;
  /** All that was answered, reported already or not. */
  answers: Answers;
  savedAt: Date;
  idempotencyKey: string;
};

export type OwnRecovery = {
  name: string;
  /** What is healing; when nothing is any more, the latest. Never empty for somebody who was treated. */
  recoveries: (ReportedRecovery & {
    /** What was set for it, taken back or not; by whom and why is for staff. */
    overrides: RestrictionOverride[];
  })[];
  /** Newest first. */
  checkIns: OwnCheckIn[];
  draft: OwnDraft | null;
};

/** The most past reports that a page shows. */
const SHOWN = 30;

/**
 * All that a patient's own page shows of them; null when the record is gone. The look is in the audit
 * since the birth date was given: one visit is one entry.
 */
export async function findOwnRecovery(
  actor: Actor,
  database: Database = db,
): Promise<OwnRecovery | null> {
  requirePermission(actor, "see own recovery");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const patient = await standingRecord(tx, clinicId, actor.patientId);
    if (patient === null) return null;
    const recoveries = await readReported(tx, clinicId, patient.id, null);
    const set = await listSet(
      tx,
      clinicId,
      recoveries.map(({ id }) => id),
    );
    const reported = await tx
      .select({
        id: checkIns.id,
        observedAt: checkIns.observedAt,
        recordedAt: checkIns.recordedAt,
        source: checkIns.source,
        answers: checkIns.answers,
      })
      .from(checkIns)
      .where(
        and(
          eq(checkIns.clinicId, clinicId),
          eq(checkIns.patientId, patient.id),
          isNull(checkIns.withdrawnAt),
          sql`not exists (select from check_ins later
            where later.clinic_id = ${clinicId} and later.corrects = ${checkIns.id})`,
        ),
      )
      .orderBy(desc(checkIns.observedAt), desc(checkIns.id))
      .limit(SHOWN);
    const sent = await countPhotos(tx, clinicId, patient.id);
    const [draft] = await tx
      .select()
      .from(checkInDrafts)
      .where(
        and(eq(checkInDrafts.clinicId, clinicId), eq(checkInDrafts.patientId, actor.patientId)),
      );
    return {
      name: patient.name,
      recoveries: recoveries.map((recovery) => ({
        ...recovery,
        overrides: set.filter(({ recoveryId }) => recoveryId === recovery.id),
      })),
      checkIns: reported.map((each) => ({ ...each, photos: sent.get(each.id) ?? 0 })),
      draft: draft
        ? {
            reportId: draft.id,
            recoveryId: draft.recoveryId,
            answers: { ...draft.reported, ...draft.answers },
            savedAt: draft.savedAt,
            idempotencyKey: draft.idempotencyKey,
          }
        : null,
    };
  });
}

/** How many photos are kept of each check-in that has any. */
async function countPhotos(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<Map<string, number>> {
  const found = await tx
    .select({ checkInId: photos.checkInId, photos: count() })
    .from(photos)
    .where(
      and(
        eq(photos.clinicId, clinicId),
        eq(photos.patientId, patientId),
        isNotNull(photos.checkInId),
        isNotNull(photos.storedAt),
        isNull(photos.removedAt),
      ),
    )
    .groupBy(photos.checkInId);
  return new Map(found.map((each) => [each.checkInId!, each.photos]));
}

/** Every end that was set for these recoveries. */
function listSet(tx: Database, clinicId: string, recoveryIds: string[]) {
  return tx
    .select({
      recoveryId: restrictionOverrides.recoveryId,
      id: restrictionOverrides.restriction,
      untilHours: restrictionOverrides.untilHours,
      version: restrictionOverrides.version,
    })
    .from(restrictionOverrides)
    .where(
      and(
        eq(restrictionOverrides.clinicId, clinicId),
        inArray(restrictionOverrides.recoveryId, recoveryIds),
      ),
    );
}

/** The record that a patient's id stands for now, after whatever merges. */
async function standingRecord(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<{ id: string; name: string } | null> {
  for (let id = patientId; ; ) {
    const [found] = await tx
      .select({ id: patients.id, name: patients.name, mergedInto: patients.mergedInto })
      .from(patients)
      .where(and(eq(patients.clinicId, clinicId), eq(patients.id, id)));
    if (!found) return null;
    if (found.mergedInto === null) return found;
    id = found.mergedInto;
  }
}
