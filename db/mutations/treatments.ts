import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { treatmentCorrections, treatments } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { moveTreatmentTime, type TreatmentOf } from "@/db/treatment-time";
import { type Actor, requirePermission } from "@/lib/actor";
import type { TreatmentTime } from "@/lib/recovery/end-sources";
import { refuseTreatmentTime, type TreatmentTimeRefusal } from "@/lib/recovery/treatment-time";
import { asStored } from "@/lib/stored-json";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type TreatmentTimeCorrection = TreatmentOf & {
  endedAt: Date;
  reason: string;
  /** The treatment's version that was on the screen. */
  version: number;
  idempotencyKey: string;
};

export type CorrectTreatmentTimeResult =
  | { ok: true; correctionId: string }
  | { ok: false; reason: "not_found" | "unchanged" | TreatmentTimeRefusal }
  /** Somebody changed it meanwhile: what stands now, and who said so. */
  | { ok: false; reason: "stale"; stored: TreatmentTime; version: number; by: string | null };

/**
 * Corrects when a treatment ended (recovery protocol, section 1.4). The old time is kept with who and why,
 * and so is every check-in; one that now lies before the treatment is left out of the rules and said to be.
 * The same idempotency key again answers as the first time did.
 */
export async function correctTreatmentTime(
  actor: Actor,
  correction: TreatmentTimeCorrection,
  now: Date,
  database: Database = db,
): Promise<CorrectTreatmentTimeResult> {
  requirePermission(actor, "correct treatment");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const { patientId, treatmentId, endedAt, idempotencyKey } = correction;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const treatment = await ownTreatment(tx, clinicId, correction);
    if (!treatment) return { ok: false, reason: "not_found" };
    const [again] = await tx
      .select({ id: treatmentCorrections.id, treatmentId: treatmentCorrections.treatmentId })
      .from(treatmentCorrections)
      .where(
        and(
          eq(treatmentCorrections.clinicId, clinicId),
          eq(treatmentCorrections.idempotencyKey, idempotencyKey),
        ),
      );
    if (again && again.treatmentId !== treatmentId) return { ok: false, reason: "not_found" };
    if (again) return { ok: true, correctionId: again.id };

    const before = { endedAt: treatment.endedAt, endedAtSource: treatment.endedAtSource };
    if (treatment.version !== correction.version) {
      const by = await correctedLastBy(tx, clinicId, treatmentId);
      return { ok: false, reason: "stale", stored: before, version: treatment.version, by };
    }
    const refusal = refuseTreatmentTime(endedAt, now);
    if (refusal) return { ok: false, reason: refusal };
    const after = { endedAt, endedAtSource: "recorded" } as const;
    const same = before.endedAt.getTime() === endedAt.getTime();
    if (same && before.endedAtSource === "recorded") return { ok: false, reason: "unchanged" };

    const correctionId = uuidv7();
    await tx.insert(treatmentCorrections).values({
      clinicId,
      id: correctionId,
      treatmentId,
      at: now,
      correctedBy: actor.staffId,
      reason: correction.reason,
      before: asStored(before),
      after: asStored(after),
      idempotencyKey,
    });
    await moveTreatmentTime(tx, clinicId, correction, after, now);
    await writeAudit(
      tx,
      actor,
      { action: "treatment.correct", patientId, subjectId: treatmentId },
      now,
    );
    return { ok: true, correctionId };
  });
}

async function ownTreatment(
  tx: Database,
  clinicId: string,
  { patientId, treatmentId }: TreatmentOf,
) {
  const [treatment] = await tx
    .select({
      endedAt: treatments.endedAt,
      endedAtSource: treatments.endedAtSource,
      version: treatments.version,
    })
    .from(treatments)
    .where(
      and(
        eq(treatments.clinicId, clinicId),
        eq(treatments.id, treatmentId),
        eq(treatments.patientId, patientId),
      ),
    )
    .for("update");
  return treatment ?? null;
}

/** Who corrected a treatment's time last; null when nobody has. */
async function correctedLastBy(
  tx: Database,
  clinicId: string,
  treatmentId: string,
): Promise<string | null> {
  const [last] = await tx
    .select({ by: staff.name })
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
    .orderBy(desc(treatmentCorrections.at), desc(treatmentCorrections.id))
    .limit(1);
  return last?.by ?? null;
}
