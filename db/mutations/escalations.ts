import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { recoveries } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { escalations } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type Escalation = {
  patientId: string;
  recoveryId: string;
  /** The licensed person who is asked. */
  toStaffId: string;
  /** In the caller's own words. */
  summary: string;
  idempotencyKey: string;
};

export type EscalateResult =
  | { ok: true; escalationId: string }
  /** `not_licensed`: not a provider of this clinic who works here still, or oneself. */
  | { ok: false; reason: "not_found" | "not_licensed" };

/**
 * Puts a question about a patient to a licensed person by name and waits for the answer. Counts as a human
 * touch: somebody looks after the patient. The same idempotency key again answers as the first time did.
 */
export async function escalatePatient(
  actor: Actor,
  escalation: Escalation,
  now: Date,
  database: Database = db,
): Promise<EscalateResult> {
  requirePermission(actor, "escalate patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const { patientId, recoveryId, toStaffId, summary, idempotencyKey } = escalation;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const [again] = await tx
      .select({ id: escalations.id, patientId: escalations.patientId })
      .from(escalations)
      .where(
        and(eq(escalations.clinicId, clinicId), eq(escalations.idempotencyKey, idempotencyKey)),
      );
    if (again && again.patientId !== patientId) return { ok: false, reason: "not_found" };
    if (again) return { ok: true, escalationId: again.id };
    if (!(await isOwnRecovery(tx, clinicId, patientId, recoveryId))) {
      return { ok: false, reason: "not_found" };
    }
    const licensed = toStaffId !== actor.staffId && (await isProvider(tx, clinicId, toStaffId));
    if (!licensed) return { ok: false, reason: "not_licensed" };

    const escalationId = uuidv7();
    await tx.insert(escalations).values({
      clinicId,
      id: escalationId,
      patientId,
      recoveryId,
      escalatedBy: actor.staffId,
      toStaffId,
      at: now,
      summary,
      idempotencyKey,
    });
    await rewriteLine(tx, clinicId, patientId, { news: false, touched: true }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: "escalation.open",
        patientId,
        subjectId: escalationId,
        details: { to: toStaffId },
      },
      now,
    );
    return { ok: true, escalationId };
  });
}

export type AnswerResult =
  | { ok: true }
  | { ok: false; reason: "not_found" }
  /** Somebody has answered meanwhile: what they said. */
  | { ok: false; reason: "answered"; by: string; at: Date; answer: string };

/**
 * Answers a question in words: whoever was asked, or any other provider. The first answer stands; one's own
 * sent once more is the same.
 */
export async function answerEscalation(
  actor: Actor,
  sent: { patientId: string; escalationId: string; answer: string },
  now: Date,
  database: Database = db,
): Promise<AnswerResult> {
  requirePermission(actor, "answer escalation");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    const { patientId, escalationId, answer } = sent;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const [asked] = await tx
      .select({
        at: escalations.answeredAt,
        by: staff.name,
        byId: staff.id,
        answer: escalations.answer,
      })
      .from(escalations)
      .leftJoin(
        staff,
        and(eq(staff.clinicId, escalations.clinicId), eq(staff.id, escalations.answeredBy)),
      )
      .where(
        and(
          eq(escalations.clinicId, clinicId),
          eq(escalations.id, escalationId),
          eq(escalations.patientId, patientId),
        ),
      );
    if (!asked) return { ok: false, reason: "not_found" };
    if (asked.at !== null) {
      if (asked.byId === staffId && asked.answer === answer) return { ok: true };
      return {
        ok: false,
        reason: "answered",
        by: asked.by ?? "",
        at: asked.at,
        answer: asked.answer ?? "",
      };
    }
    await tx
      .update(escalations)
      .set({ answeredAt: now, answeredBy: staffId, answer })
      .where(and(eq(escalations.clinicId, clinicId), eq(escalations.id, escalationId)));
    await rewriteLine(tx, clinicId, patientId, { news: false, touched: true }, now);
    await writeAudit(
      tx,
      actor,
      { action: "escalation.answer", patientId, subjectId: escalationId },
      now,
    );
    return { ok: true };
  });
}

async function isOwnRecovery(
  tx: Database,
  clinicId: string,
  patientId: string,
  recoveryId: string,
): Promise<boolean> {
  const own = await tx
    .select({ id: recoveries.id })
    .from(recoveries)
    .where(
      and(
        eq(recoveries.clinicId, clinicId),
        eq(recoveries.id, recoveryId),
        eq(recoveries.patientId, patientId),
      ),
    );
  return own.length > 0;
}

/** Whether this is a provider of the clinic who still works here. */
async function isProvider(tx: Database, clinicId: string, staffId: string): Promise<boolean> {
  const found = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(
      and(
        eq(staff.clinicId, clinicId),
        eq(staff.id, staffId),
        eq(staff.role, "provider"),
        isNull(staff.disabledAt),
      ),
    );
  return found.length > 0;
}
