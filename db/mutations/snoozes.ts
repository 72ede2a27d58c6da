import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { openLine, rewriteLine } from "@/db/follow-up-line";
import { lockPatients } from "@/db/lock-patients";
import { snoozes } from "@/db/schema/work";
import { snoozeFactsOf } from "@/db/snooze-facts";
import { type Actor, requirePermission } from "@/lib/actor";
import { refuseSnooze } from "@/lib/follow-up/snooze";
import { partKey } from "@/lib/worklist/part-key";
import type { NotSnoozed, Snoozed } from "@/lib/worklist/snoozed";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type NewSnooze = {
  patientIds: readonly string[];
  until: Date;
  reason: string;
  idempotencyKey: string;
};

export type SnoozeFollowUpsResult =
  | ({ ok: true } & Snoozed)
  | { ok: false; reason: "not_found" }
  | ({ ok: false; reason: "refused" } & Snoozed);

/**
 * Puts patients behind their group until a time, with a reason; each by the limits of its own level,
 * and those that can't be are counted with why. Ends by itself at the time, with something new or
 * with a call. One audit entry a patient. The same idempotency key again answers as the first time did.
 */
export async function snoozeFollowUps(
  actor: Actor,
  snooze: NewSnooze,
  now: Date,
  database: Database = db,
): Promise<SnoozeFollowUpsResult> {
  requirePermission(actor, "snooze follow-up");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const known = await lockPatients(tx, clinicId, snooze.patientIds);
    if (known.length === 0) return { ok: false, reason: "not_found" };
    const kept: { patientId: string; snoozeId: string }[] = [];
    const refused: Partial<Record<NotSnoozed, number>> = {};
    const count = (reason: NotSnoozed, by = 1) => {
      refused[reason] = (refused[reason] ?? 0) + by;
    };
    let again = 0;
    for (const patientId of known) {
      const idempotencyKey = partKey(snooze.idempotencyKey, patientId);
      if (await keptBefore(tx, clinicId, idempotencyKey)) {
        again++;
        continue;
      }
      const done = await snoozeOne(tx, actor, { ...snooze, patientId, idempotencyKey }, now);
      if (typeof done === "string") count(done);
      else kept.push({ patientId, ...done });
    }
    const missing = new Set(snooze.patientIds).size - known.length;
    if (missing > 0) count("not_found", missing);
    for (const { patientId, snoozeId } of kept) {
      await writeAudit(
        tx,
        actor,
        {
          action: "follow_up.snooze",
          patientId,
          subjectId: snoozeId,
          details: { until: snooze.until.toISOString() },
        },
        now,
      );
    }
    const snoozed = kept.length + again;
    return snoozed > 0
      ? { ok: true, snoozed, refused }
      : { ok: false, reason: "refused", snoozed, refused };
  });
}

export type WakeFollowUpResult = { ok: true } | { ok: false; reason: "not_found" | "not_snoozed" };

/** Ends a snooze by hand: the patient stands in the order again, and is late if it is. */
export async function wakeFollowUp(
  actor: Actor,
  { patientId }: { patientId: string },
  now: Date,
  database: Database = db,
): Promise<WakeFollowUpResult> {
  requirePermission(actor, "snooze follow-up");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const line = await openLine(tx, clinicId, patientId);
    if (!line?.snoozedUntil || line.snoozedUntil <= now) {
      return { ok: false, reason: "not_snoozed" };
    }
    await tx
      .update(snoozes)
      .set({ endedAt: now, endedBy: "person" })
      .where(
        and(
          eq(snoozes.clinicId, clinicId),
          eq(snoozes.followUpId, line.id),
          isNull(snoozes.endedAt),
        ),
      );
    await rewriteLine(tx, clinicId, patientId, { news: false, idle: true, snooze: null }, now);
    await writeAudit(
      tx,
      actor,
      { action: "follow_up.wake", patientId, subjectId: line.id, details: {} },
      now,
    );
    return { ok: true };
  });
}

async function keptBefore(
  tx: Database,
  clinicId: string,
  idempotencyKey: string,
): Promise<boolean> {
  const before = await tx
    .select({ id: snoozes.id })
    .from(snoozes)
    .where(and(eq(snoozes.clinicId, clinicId), eq(snoozes.idempotencyKey, idempotencyKey)));
  return before.length > 0;
}

/** The refusal, or the id of the snooze. */
async function snoozeOne(
  tx: Database,
  { clinicId, staffId }: { clinicId: string; staffId: string },
  snooze: { patientId: string; until: Date; reason: string; idempotencyKey: string },
  now: Date,
): Promise<NotSnoozed | { snoozeId: string }> {
  const { patientId, until, reason, idempotencyKey } = snooze;
  // What time alone has changed counts first: a silence that has begun is news, and wakes.
  await rewriteTurned(tx, clinicId, patientId, now);
  const line = await openLine(tx, clinicId, patientId);
  if (!line) return "not_followed";
  const refusal = refuseSnooze(await snoozeFactsOf(tx, line), until, now);
  if (refusal) return refusal;
  const snoozeId = uuidv7();
  await tx.insert(snoozes).values({
    clinicId,
    id: snoozeId,
    followUpId: line.id,
    snoozedBy: staffId,
    at: now,
    until,
    reason,
    idempotencyKey,
  });
  await rewriteLine(tx, clinicId, patientId, { news: false, idle: true, snooze: until }, now);
  return { snoozeId };
}

async function rewriteTurned(
  tx: Database,
  clinicId: string,
  patientId: string,
  now: Date,
): Promise<void> {
  const line = await openLine(tx, clinicId, patientId);
  if (line?.turnsAt && line.turnsAt <= now) {
    await rewriteLine(tx, clinicId, patientId, { news: false, idle: true }, now);
  }
}
