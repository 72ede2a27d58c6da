import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { readRecipient } from "@/db/message-facts";
import { dueChecks } from "@/db/schema/history";
import { messages } from "@/db/schema/messages";
import { type Actor, type JobActor, requirePermission } from "@/lib/actor";
import type { Channel } from "@/lib/messaging/adapter";
import { decide } from "@/lib/messaging/decide";
import type { AskedTemplate } from "@/lib/messaging/templates";
import type { HoldReason } from "@/lib/messaging/words";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

/** A round plans so many at a time. */
const ROUND = 500;

/**
 * Plans a message for each check of one clinic that has become due and can still be answered; a check has one,
 * however many plan at once, and none of them waits for another. Whether it may leave is asked when it does.
 * What a round costs follows what has become due, not what was planned. Returns how many it planned.
 */
export async function planMessages(
  actor: JobActor,
  { channels }: { channels: readonly Channel[] },
  now: Date,
  database: Database = db,
): Promise<number> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    // Nowhere to send by is no reason to write each check down as not sent. Four days after it was due no
    // check can be answered any more.
    const { rows: due } = await tx.execute<{ id: string; patientId: string }>(sql`
      select d.id, r.patient_id as "patientId"
      from due_checks d
      join recoveries r on r.clinic_id = ${clinicId} and r.id = d.recovery_id and r.open
      join clinics c on c.id = ${clinicId} and c.check_in_messages
        and (c.demonstration > 0 or ${channels.length > 0})
      where d.clinic_id = ${clinicId} and d.message_planned_at is null and d.cancelled_at is null
        and d.due_at <= ${now} and d.closes_at > ${now}
        and d.due_at > ${now}::timestamptz - interval '4 days'
      order by d.due_at limit ${ROUND}
      for update of d skip locked`);
    if (due.length === 0) return 0;
    const planned = await tx
      .insert(messages)
      .values(
        due.map(({ id, patientId }) => ({
          clinicId,
          id: uuidv7(),
          patientId,
          cause: `check ${id}`,
          kind: "automatic" as const,
          template: "check_in" as const,
          dueCheckId: id,
          createdAt: now,
          state: "waiting" as const,
          leavesAt: now,
        })),
      )
      .onConflictDoNothing({ target: [messages.clinicId, messages.cause] })
      .returning({ id: messages.id });
    await tx
      .update(dueChecks)
      .set({ messagePlannedAt: now })
      .where(
        and(
          eq(dueChecks.clinicId, clinicId),
          inArray(
            dueChecks.id,
            due.map(({ id }) => id),
          ),
        ),
      );
    if (planned.length === 0) return 0;
    await writeAudit(
      tx,
      actor,
      { action: "message.plan", details: { planned: planned.length } },
      now,
    );
    return planned.length;
  });
}

/** So long a message that a person asked for waits, so that it can be taken back. */
export const UNDO_MINUTES = 3;

export type AskForMessageResult =
  | { ok: true; messageId: string; leavesAt: Date }
  /** `held`: the rule of sending says no. `waiting`: the same message waits already. */
  | { ok: false; reason: "not_found" | "waiting" }
  | { ok: false; reason: "held"; held: HoldReason };

/**
 * Asks for a message to a patient. It leaves in three minutes, or when quiet hours are over, and can be taken
 * back until then. The same key again answers as the first time did.
 */
export async function askForMessage(
  actor: Actor,
  asked: {
    patientId: string;
    template: AskedTemplate;
    idempotencyKey: string;
    channels: readonly Channel[];
  },
  now: Date,
  database: Database = db,
): Promise<AskForMessageResult> {
  requirePermission(actor, "send message");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    const { patientId, template } = asked;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const cause = `asked ${asked.idempotencyKey}`;
    const [again] = await tx
      .select({ id: messages.id, patientId: messages.patientId, leavesAt: messages.leavesAt })
      .from(messages)
      .where(and(eq(messages.clinicId, clinicId), eq(messages.cause, cause)));
    if (again && again.patientId !== patientId) return { ok: false, reason: "not_found" };
    if (again) return { ok: true, messageId: again.id, leavesAt: again.leavesAt };
    const [waiting] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(
        and(
          eq(messages.clinicId, clinicId),
          eq(messages.patientId, patientId),
          eq(messages.template, template),
          eq(messages.kind, "human"),
          eq(messages.state, "waiting"),
        ),
      )
      .limit(1);
    if (waiting) return { ok: false, reason: "waiting" };

    const undoable = new Date(now.getTime() + UNDO_MINUTES * 60_000);
    const recipient = await readRecipient(tx, clinicId, patientId, asked.channels, now);
    if (!recipient) return { ok: false, reason: "not_found" };
    const decision = decide({ template, asked: true, check: null }, recipient.facts, undoable);
    if (!decision.send && decision.until === null) {
      return { ok: false, reason: "held", held: decision.reason };
    }
    const messageId = uuidv7();
    const leavesAt = decision.send ? undoable : (decision.until ?? undoable);
    await tx.insert(messages).values({
      clinicId,
      id: messageId,
      patientId,
      cause,
      kind: "human",
      template,
      askedBy: staffId,
      createdAt: now,
      state: "waiting",
      leavesAt,
      held: decision.send ? null : decision.reason,
    });
    await writeAudit(
      tx,
      actor,
      { action: "message.ask", patientId, subjectId: messageId, details: { template } },
      now,
    );
    return { ok: true, messageId, leavesAt };
  });
}

/**
 * Takes back a message that still waits, whoever wrote it: the desk by itself or a person. What has begun to
 * leave can't be held any more. A second time changes nothing.
 */
export async function withdrawMessage(
  actor: Actor,
  { messageId }: { messageId: string },
  now: Date,
  database: Database = db,
): Promise<{ ok: true } | { ok: false; reason: "not_found" | "left" }> {
  requirePermission(actor, "send message");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const own = and(eq(messages.clinicId, clinicId), eq(messages.id, messageId));
    const [message] = await tx.select().from(messages).where(own).for("update");
    if (!message || message.patientId === null) return { ok: false, reason: "not_found" };
    if (message.held === "withdrawn") return { ok: true };
    if (message.state !== "waiting") return { ok: false, reason: "left" };
    await tx.update(messages).set({ state: "not_sent", held: "withdrawn" }).where(own);
    await writeAudit(
      tx,
      actor,
      { action: "message.withdraw", patientId: message.patientId, subjectId: messageId },
      now,
    );
    return { ok: true };
  });
}
