import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { assessRecovery } from "@/db/assess-recovery";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { assessments, recoveries, reviews } from "@/db/schema/care";
import { type Actor, requirePermission } from "@/lib/actor";
import { NOT_CLEARABLE, type ReasonCode } from "@/lib/triage/protocol";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type Review = {
  patientId: string;
  recoveryId: string;
  clears: ReasonCode[];
  note: string;
  idempotencyKey: string;
};

export type ClearReasonsResult =
  | { ok: true; reviewId: string }
  | { ok: false; reason: "not_found" | "not_a_standing_reason" };

/**
 * A licensed person looked at the named reasons and clears them (recovery protocol, "What a review
 * clears"). Only a reason that stands now, and that a review can clear, may be named.
 */
export async function clearReasons(
  actor: Actor,
  review: Review,
  now: Date,
  database: Database = db,
): Promise<ClearReasonsResult> {
  requirePermission(actor, "clear reason");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, review.patientId))) {
      return { ok: false, reason: "not_found" };
    }
    const [again] = await tx
      .select({ id: reviews.id, recoveryId: reviews.recoveryId })
      .from(reviews)
      .where(
        and(eq(reviews.clinicId, clinicId), eq(reviews.idempotencyKey, review.idempotencyKey)),
      );
    if (again && again.recoveryId !== review.recoveryId) return { ok: false, reason: "not_found" };
    if (again) return { ok: true, reviewId: again.id };

    const standing = await standingReasons(tx, clinicId, review.patientId, review.recoveryId);
    if (!standing) return { ok: false, reason: "not_found" };
    const clearable = review.clears.every((code) => standing.has(code) && !NOT_CLEARABLE.has(code));
    if (!clearable) return { ok: false, reason: "not_a_standing_reason" };

    const reviewId = uuidv7();
    await tx.insert(reviews).values({
      clinicId,
      id: reviewId,
      recoveryId: review.recoveryId,
      at: now,
      reviewedBy: actor.staffId,
      clears: review.clears,
      note: review.note,
      idempotencyKey: review.idempotencyKey,
    });
    const { news } = await assessRecovery(tx, clinicId, review.recoveryId, "review", now);
    await rewriteLine(tx, clinicId, review.patientId, { news, touched: true }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: "reason.clear",
        patientId: review.patientId,
        subjectId: reviewId,
        details: { reasons: review.clears },
      },
      now,
    );
    return { ok: true, reviewId };
  });
}

/** The codes on the newest assessment of this patient's recovery; null when there is no such recovery. */
export async function standingReasons(
  tx: Database,
  clinicId: string,
  patientId: string,
  recoveryId: string,
): Promise<Map<ReasonCode, string> | null> {
  const [found] = await tx
    .select({ reasons: assessments.reasons })
    .from(recoveries)
    .innerJoin(
      assessments,
      and(
        eq(assessments.clinicId, recoveries.clinicId),
        eq(assessments.id, recoveries.assessmentId),
      ),
    )
    .where(
      and(
        eq(recoveries.clinicId, clinicId),
        eq(recoveries.id, recoveryId),
        eq(recoveries.patientId, patientId),
      ),
    );
  return found ? new Map(found.reasons.map((reason) => [reason.code, reason.level])) : null;
}
