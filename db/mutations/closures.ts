import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { assessRecovery } from "@/db/assess-recovery";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { assessments, closures, recoveries, treatments } from "@/db/schema/care";
import { type Actor, requirePermission } from "@/lib/actor";
import { CLOSING_HOUR } from "@/lib/follow-up/next-action";
import type { ClosingOutcome } from "@/lib/recovery/closing";
import { compareLevels } from "@/lib/triage/protocol";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type Closing = {
  patientId: string;
  recoveryId: string;
  outcome: Exclude<ClosingOutcome, "superseded" | "history">;
  note: string | null;
  idempotencyKey: string;
};

export type CloseRecoveryResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "too_early" | "needs_review" | "already_closed" };

/**
 * A person ends a recovery with an outcome: from day 14 on, and not while a reason at complication
 * or worse stands or a rule failed (recovery protocol, section 6).
 */
export async function closeRecovery(
  actor: Actor,
  closing: Closing,
  now: Date,
  database: Database = db,
): Promise<CloseRecoveryResult> {
  requirePermission(actor, "close recovery");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, closing.patientId))) {
      return { ok: false, reason: "not_found" };
    }
    const [again] = await tx
      .select({ recoveryId: closures.recoveryId })
      .from(closures)
      .where(
        and(eq(closures.clinicId, clinicId), eq(closures.idempotencyKey, closing.idempotencyKey)),
      );
    if (again && again.recoveryId !== closing.recoveryId) {
      return { ok: false, reason: "not_found" };
    }
    if (again) return { ok: true };

    const refusal = await refuseClosing(tx, clinicId, closing, now);
    if (refusal) return { ok: false, reason: refusal };
    const closureId = uuidv7();
    await tx.insert(closures).values({
      clinicId,
      id: closureId,
      recoveryId: closing.recoveryId,
      at: now,
      closedBy: actor.staffId,
      outcome: closing.outcome,
      note: closing.note,
      idempotencyKey: closing.idempotencyKey,
    });
    await assessRecovery(tx, clinicId, closing.recoveryId, "closing", now);
    await rewriteLine(tx, clinicId, closing.patientId, { news: false }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: "recovery.close",
        patientId: closing.patientId,
        subjectId: closing.recoveryId,
        details: { outcome: closing.outcome },
      },
      now,
    );
    return { ok: true };
  });
}

async function refuseClosing(
  tx: Database,
  clinicId: string,
  closing: Closing,
  now: Date,
): Promise<"not_found" | "too_early" | "needs_review" | "already_closed" | null> {
  const [found] = await tx
    .select({ endedAt: treatments.endedAt, level: assessments.level, open: recoveries.open })
    .from(recoveries)
    .innerJoin(
      treatments,
      and(eq(treatments.clinicId, recoveries.clinicId), eq(treatments.id, recoveries.id)),
    )
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
        eq(recoveries.id, closing.recoveryId),
        eq(recoveries.patientId, closing.patientId),
      ),
    );
  if (!found) return "not_found";
  if (!found.open) return "already_closed";
  if (now.getTime() < found.endedAt.getTime() + CLOSING_HOUR * 3_600_000) return "too_early";
  if (found.level === null || compareLevels(found.level, "complication") >= 0)
    return "needs_review";
  return null;
}
