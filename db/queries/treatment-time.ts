import { and, desc, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { writeAudit } from "@/db/mutations/audit";
import { lockPatient } from "@/db/mutations/check-ins";
import { patients, treatmentCorrections, treatments } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import {
  moveTreatmentTime,
  type TreatmentOf,
  type TreatmentStanding,
  treatmentStanding,
} from "@/db/treatment-time";
import { type Actor, requirePermission } from "@/lib/actor";

export type TreatmentToCorrect = NonNullable<Awaited<ReturnType<typeof findTreatmentToCorrect>>>;

/** A treatment, whose it is and every correction of its time, newest first; null for another clinic's or patient's. */
export async function findTreatmentToCorrect(
  actor: Actor,
  { patientId, treatmentId }: TreatmentOf,
  now: Date,
  database: Database = db,
) {
  requirePermission(actor, "correct treatment");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const [found] = await tx
      .select({ treatment: treatments, patientName: patients.name })
      .from(treatments)
      .innerJoin(
        patients,
        and(eq(patients.clinicId, treatments.clinicId), eq(patients.id, treatments.patientId)),
      )
      .where(
        and(
          eq(treatments.clinicId, clinicId),
          eq(treatments.id, treatmentId),
          eq(treatments.patientId, patientId),
        ),
      );
    if (!found) return null;
    const corrections = await tx
      .select({ correction: treatmentCorrections, by: staff.name })
      .from(treatmentCorrections)
      .innerJoin(
        staff,
        and(
          eq(staff.clinicId, treatmentCorrections.clinicId),
          eq(staff.id, treatmentCorrections.correctedBy),
        ),
      )
      .where(
        and(
          eq(treatmentCorrections.clinicId, clinicId),
          eq(treatmentCorrections.treatmentId, treatmentId),
        ),
      )
      .orderBy(desc(treatmentCorrections.at), desc(treatmentCorrections.id));
    await writeAudit(tx, actor, { action: "patient.view", patientId }, now);
    return { ...found, corrections };
  });
}

export type TreatmentTimePreview = { before: TreatmentStanding; after: TreatmentStanding };

/**
 * What a correction of the end of treatment would change, at `now`. It is made in earnest and taken back:
 * nothing is stored, and nothing can differ from what the correction itself will do. Null when the treatment
 * isn't this patient's.
 */
export async function previewTreatmentTime(
  actor: Actor,
  { endedAt, ...of }: TreatmentOf & { endedAt: Date },
  now: Date,
  database: Database = db,
): Promise<TreatmentTimePreview | null> {
  requirePermission(actor, "correct treatment");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, of.patientId))) return null;
    const own = await tx
      .select({ id: treatments.id })
      .from(treatments)
      .where(
        and(
          eq(treatments.clinicId, clinicId),
          eq(treatments.id, of.treatmentId),
          eq(treatments.patientId, of.patientId),
        ),
      );
    if (own.length === 0) return null;
    let preview: TreatmentTimePreview | null = null;
    const takeBack = new Error("A preview is taken back.");
    await tx
      .transaction(async (trial) => {
        // A level that time has changed and nobody has written down yet is no effect of the correction.
        await rewriteLine(trial, clinicId, of.patientId, { news: false, idle: true }, now);
        const before = await treatmentStanding(trial, clinicId, of);
        await moveTreatmentTime(trial, clinicId, of, { endedAt, endedAtSource: "recorded" }, now);
        preview = { before, after: await treatmentStanding(trial, clinicId, of) };
        throw takeBack;
      })
      .catch((error: unknown) => {
        if (error !== takeBack) throw error;
      });
    return preview;
  });
}
