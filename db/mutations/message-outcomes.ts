import { and, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { callInstead, changeMessage, endUnsent, type Message } from "@/db/message-state";
import { messageStatuses, messages } from "@/db/schema/messages";
import type { JobActor } from "@/lib/actor";
import type { Found, SendResult } from "@/lib/messaging/adapter";
import { GIVE_UP_HOURS, nextTry } from "@/lib/messaging/retry";
import { saysMore } from "@/lib/messaging/status";
import type { MessageStatus } from "@/lib/messaging/words";
import { writeAudit } from "./audit";

/**
 * Writes down what came of a try. What surely wasn't taken is tried again; what may have been taken is asked
 * about first; what was refused becomes a call. Nothing if another try has begun, or the provider was faster.
 */
export async function recordTry(
  actor: JobActor,
  { messageId, tries, result }: { messageId: string; tries: number; result: SendResult },
  now: Date,
  database: Database = db,
): Promise<void> {
  return inClinic(actor, database, async (tx) => {
    const message = await lockMessage(tx, actor.clinicId, messageId);
    if (message?.state !== "sending" || message.tries !== tries) return;
    if (result.kind === "accepted") return keepSent(tx, actor, message, result.providerId, now);
    if (result.kind === "refused")
      return endUnsent(tx, actor, message, "refused", result.code, now);
    // What may have been taken is asked about soon, however often it was tried.
    const leavesAt =
      result.kind === "later" ? nextTry(tries, result.retryAfterMs, now) : nextTry(1, null, now);
    const given = message.createdAt.getTime() + GIVE_UP_HOURS * 3_600_000;
    // A check gives up by its own window, which is asked again at the next try.
    if (result.kind === "later" && message.dueCheckId === null && leavesAt.getTime() > given) {
      return endUnsent(tx, actor, message, "gave_up", result.code, now);
    }
    await changeMessage(tx, message, {
      state: result.kind === "later" ? "waiting" : "unsure",
      leavesAt,
      failure: result.code,
    });
    await writeAudit(
      tx,
      actor,
      {
        action: "message.hold",
        patientId: message.patientId,
        subjectId: messageId,
        details: { code: result.code, unsure: result.kind === "unknown" },
      },
      now,
    );
  });
}

/** Writes down whether the provider has a message whose try ended unknown. If it can't tell, it is asked again. */
export async function recordFound(
  actor: JobActor,
  { messageId, tries, found }: { messageId: string; tries: number; found: Found },
  now: Date,
  database: Database = db,
): Promise<void> {
  return inClinic(actor, database, async (tx) => {
    const message = await lockMessage(tx, actor.clinicId, messageId);
    if (message?.state !== "unsure" || message.tries !== tries) return;
    if (found.taken === true) {
      return keepSent(tx, actor, message, found.providerId, now, found.status);
    }
    await changeMessage(
      tx,
      message,
      found.taken === false
        ? { state: "waiting", leavesAt: now }
        : { leavesAt: nextTry(tries, null, now) },
    );
    await writeAudit(
      tx,
      actor,
      {
        action: "message.hold",
        patientId: message.patientId,
        subjectId: messageId,
        details: { unsure: found.taken === "unknown" },
      },
      now,
    );
  });
}

/**
 * Keeps what a provider calls back about a message, if it says more than what is known. One that didn't arrive
 * becomes a call. False for a message that isn't this provider's.
 */
export async function recordMessageStatus(
  actor: JobActor,
  news: { messageId: string; providerId: string; status: MessageStatus; code: string | null },
  now: Date,
  database: Database = db,
): Promise<boolean> {
  return inClinic(actor, database, async (tx) => {
    const message = await lockMessage(tx, actor.clinicId, news.messageId);
    if (!message || message.state === "not_sent") return false;
    if (message.providerId === null) {
      // The provider can be faster than its own answer to us.
      if (message.state === "waiting") return false;
      await changeMessage(tx, message, { state: "sent", sentAt: now, providerId: news.providerId });
    } else if (message.providerId !== news.providerId) return false;
    const known = await latestStatus(tx, message);
    if (!saysMore(known, news.status)) return true;
    await keepStatus(tx, message, news.status, news.code, now);
    if (news.status === "failed") await callInstead(tx, message, now);
    await writeAudit(
      tx,
      actor,
      {
        action: news.status === "failed" ? "message.fail" : "message.arrive",
        patientId: message.patientId,
        subjectId: message.id,
        details: { status: news.status, code: news.code },
      },
      now,
    );
    return true;
  });
}

async function lockMessage(
  tx: Database,
  clinicId: string,
  messageId: string,
): Promise<Message | null> {
  const [message] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.clinicId, clinicId), eq(messages.id, messageId)))
    .for("update");
  return message ?? null;
}

async function keepSent(
  tx: Database,
  actor: JobActor,
  message: Message,
  providerId: string | null,
  now: Date,
  status: MessageStatus | null = null,
): Promise<void> {
  await changeMessage(tx, message, {
    state: "sent",
    sentAt: message.triedAt ?? now,
    providerId,
    failure: null,
  });
  await keepStatus(tx, message, status ?? "queued", null, now);
  if (status === "failed") await callInstead(tx, message, now);
  await writeAudit(
    tx,
    actor,
    { action: "message.send", patientId: message.patientId, subjectId: message.id },
    now,
  );
}

async function keepStatus(
  tx: Database,
  { clinicId, id: messageId }: Message,
  status: MessageStatus,
  code: string | null,
  at: Date,
): Promise<void> {
  await tx.insert(messageStatuses).values({ clinicId, messageId, at, status, code });
}

async function latestStatus(
  tx: Database,
  { clinicId, id }: Message,
): Promise<MessageStatus | null> {
  const kept = await tx
    .select({ status: messageStatuses.status })
    .from(messageStatuses)
    .where(and(eq(messageStatuses.clinicId, clinicId), eq(messageStatuses.messageId, id)));
  return kept.reduce<MessageStatus | null>(
    (most, { status }) => (saysMore(most, status) ? status : most),
    null,
  );
}
