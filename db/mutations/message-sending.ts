import { createHash } from "node:crypto";
import { and, eq, gt, isNotNull, ne, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { lockValue, type Recipient, readRecipient } from "@/db/message-facts";
import { checkInLinks } from "@/db/schema/check-in";
import { clinics, staff } from "@/db/schema/clinic";
import { messageStatuses, messageStops, messages } from "@/db/schema/messages";
import type { JobActor } from "@/lib/actor";
import { hashOfToken, LINK_DAYS, linkPath } from "@/lib/check-in/link";
import type { Channel, Found, Outgoing, SendResult, Sought } from "@/lib/messaging/adapter";
import { type CheckStanding, decide } from "@/lib/messaging/decide";
import { GIVE_UP_HOURS, nextTry, SENDING_LEASE_MS } from "@/lib/messaging/retry";
import { saysMore } from "@/lib/messaging/status";
import { isForPatients, messageText, patientMail } from "@/lib/messaging/templates";
import type { HoldReason, MessageStatus } from "@/lib/messaging/words";
import { displayPhone } from "@/lib/patients/phone";
import { writeAudit } from "./audit";
import { lockStanding } from "./check-ins";

type Message = typeof messages.$inferSelect;

/** What one try needs from outside: a fresh token in case the message carries a link, and the desk's address. */
export type TryToSend = {
  messageId: string;
  token: string;
  address: string;
  channels: readonly Channel[];
};

/** A message taken for one try. `demonstration`: its people are invented, and nothing leaves for real. */
export type TakenMessage = { messageId: string; tries: number; demonstration: boolean } & (
  | { todo: "send"; outgoing: Outgoing }
  /** An earlier try may have gone through: ask first. */
  | { todo: "ask"; channel: Channel; sought: Sought }
);

/**
 * Takes a message whose time has come, for one try, and asks at this moment whether it may leave. Null when it
 * may not, isn't due any more or is in other hands. What it says is put together here and never stored.
 */
export async function takeMessage(
  actor: JobActor,
  given: TryToSend,
  now: Date,
  database: Database = db,
): Promise<TakenMessage | null> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const [message] = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.clinicId, clinicId), eq(messages.id, given.messageId)))
      .for("update", { skipLocked: true });
    if (!message || !isDue(message, now)) return null;
    const taken = { messageId: message.id, tries: message.tries };
    if (message.state !== "waiting" && message.channel && message.value && message.bodyHash) {
      const { demonstration, textNumber } = await clinicOf(tx, clinicId);
      const sought = {
        id: message.id,
        to: message.value,
        from: textNumber,
        bodyHash: message.bodyHash,
        since: message.createdAt,
        known: await knownTo(tx, message),
      };
      // The try stays the one that began then; only the asking is fenced off for a while.
      await change(tx, message, {
        state: "unsure",
        leavesAt: new Date(now.getTime() + SENDING_LEASE_MS),
      });
      return { ...taken, demonstration, todo: "ask", channel: message.channel, sought };
    }
    const ready = message.patientId
      ? await forPatient(tx, actor, message, given, now)
      : await forStaff(tx, actor, message, given, now);
    if (!ready) return null;
    const { outgoing, demonstration } = ready;
    await change(tx, message, {
      state: "sending",
      held: null,
      tries: message.tries + 1,
      triedAt: now,
      leavesAt: new Date(now.getTime() + SENDING_LEASE_MS),
      channel: outgoing.channel,
      value: outgoing.to,
      bodyHash: createHash("sha256").update(outgoing.body).digest("hex"),
    });
    await writeAudit(
      tx,
      actor,
      {
        action: "message.begin",
        patientId: message.patientId,
        subjectId: message.id,
        details: {
          template: message.template,
          by: outgoing.channel,
          try: message.tries + 1,
        },
      },
      now,
    );
    return { ...taken, tries: message.tries + 1, demonstration, todo: "send", outgoing };
  });
}

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
    await change(tx, message, {
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
    await change(
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
      await change(tx, message, { state: "sent", sentAt: now, providerId: news.providerId });
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

/** The provider's ids of other messages there: words without a link can be the same. */
async function knownTo(tx: Database, { clinicId, id, value, createdAt }: Message) {
  const others = await tx
    .select({ providerId: messages.providerId })
    .from(messages)
    .where(
      and(
        eq(messages.clinicId, clinicId),
        eq(messages.value, value ?? ""),
        ne(messages.id, id),
        isNotNull(messages.providerId),
        gt(messages.triedAt, new Date(createdAt.getTime() - 86_400_000)),
      ),
    );
  return others.flatMap(({ providerId }) => providerId ?? []);
}

function isDue({ state, leavesAt }: Message, now: Date): boolean {
  return leavesAt <= now && (state === "waiting" || state === "sending" || state === "unsure");
}

type Ready = { outgoing: Outgoing; demonstration: boolean };

async function forPatient(
  tx: Database,
  actor: JobActor,
  message: Message,
  { token, address, channels }: TryToSend,
  now: Date,
): Promise<Ready | null> {
  const { clinicId } = actor;
  const { template } = message;
  const patientId = await lockStanding(tx, clinicId, message.patientId ?? "");
  if (!patientId || !isForPatients(template)) throw new Error("A message has nobody to go to.");
  const recipient = await readRecipient(tx, clinicId, patientId, channels, now);
  if (!recipient) throw new Error("A message has nobody to go to.");
  const { facts } = recipient;
  // An answer goes to the number that wrote.
  const points = facts.points.filter(
    ({ value }) => template !== "text_received" || value === message.value,
  );
  const check = message.dueCheckId
    ? await checkStanding(tx, clinicId, message.dueCheckId, patientId)
    : null;
  const asked = message.kind === "human";
  const decision = decide({ template, asked, check }, { ...facts, points }, now);
  if (!decision.send) {
    await hold(tx, actor, message, decision, now);
    return null;
  }
  const link =
    template === "check_in"
      ? address + linkPath(await makeLink(tx, message, patientId, token, now), recipient.language)
      : "";
  return {
    demonstration: recipient.demonstration,
    outgoing: addressed(message, decision, recipient, link),
  };
}

/** A link for this very message. Those of earlier messages hold on: whoever opens an older one gets in too. */
async function makeLink(
  tx: Database,
  { clinicId, id: messageId, tries }: Message,
  patientId: string,
  token: string,
  now: Date,
): Promise<string> {
  await tx.insert(checkInLinks).values({
    clinicId,
    id: uuidv7(),
    patientId,
    messageId,
    tokenHash: hashOfToken(token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
    idempotencyKey: tries === 0 ? messageId : uuidv7(),
  });
  return token;
}

function addressed(
  message: Message,
  { channel, to }: { channel: Channel; to: string },
  { language, fill, textNumber }: Recipient,
  link: string,
): Outgoing {
  const { subject, body } = messageText(message.template, language, { ...fill, link });
  return channel === "sms"
    ? { id: message.id, channel, to, from: textNumber, subject: null, body }
    : {
        id: message.id,
        channel,
        to,
        from: null,
        subject,
        body: patientMail(body, language),
      };
}

async function forStaff(
  tx: Database,
  actor: JobActor,
  message: Message,
  { address, channels }: TryToSend,
  now: Date,
): Promise<Ready | null> {
  const { clinicId } = actor;
  const [person] = await tx
    .select({ email: staff.email, disabledAt: staff.disabledAt })
    .from(staff)
    .where(and(eq(staff.clinicId, clinicId), eq(staff.id, message.staffId ?? "")));
  const { name, phone, emergencyNumber, demonstration } = await clinicOf(tx, clinicId);
  if (!person || person.disabledAt !== null) {
    await endUnsent(tx, actor, message, "person_gone", null, now);
    return null;
  }
  if (!demonstration && !channels.includes("email")) {
    await endUnsent(tx, actor, message, "no_provider", null, now);
    return null;
  }
  const { subject, body } = messageText(message.template, "en", {
    clinic: name,
    phone: displayPhone(phone),
    emergency: emergencyNumber,
    link: `${address}/worklist`,
  });
  const { id } = message;
  return {
    demonstration,
    outgoing: { id, channel: "email", to: person.email, from: null, subject, body: `${body}\n` },
  };
}

async function clinicOf(tx: Database, clinicId: string) {
  const [clinic] = await tx
    .select({
      name: sql<string>`coalesce(${clinics.messageName}, ${clinics.name})`,
      phone: clinics.phone,
      emergencyNumber: clinics.emergencyNumber,
      textNumber: clinics.textNumber,
      demonstration: sql<boolean>`${clinics.demonstration} > 0`,
    })
    .from(clinics)
    .where(eq(clinics.id, clinicId));
  return clinic!;
}

async function checkStanding(
  tx: Database,
  clinicId: string,
  dueCheckId: string,
  patientId: string,
): Promise<CheckStanding> {
  const { rows } = await tx.execute<{
    closesAt: string;
    cancelled: boolean;
    recoveryOpen: boolean;
    answered: boolean;
  }>(sql`
    select d.closes_at as "closesAt", d.cancelled_at is not null as cancelled,
      r.open as "recoveryOpen",
      exists (select from check_ins i
        join patients p on p.clinic_id = ${clinicId} and p.id = i.patient_id
        where i.clinic_id = ${clinicId} and ${patientId} in (p.id, p.merged_into)
          and (i.recovery_id = r.id or i.recovery_id is null) and i.withdrawn_at is null
          and i.observed_at >= d.opens_at and i.observed_at < d.closes_at) as answered
    from due_checks d join recoveries r on r.clinic_id = ${clinicId} and r.id = d.recovery_id
    where d.clinic_id = ${clinicId} and d.id = ${dueCheckId}`);
  const { closesAt, ...standing } = rows[0]!;
  return { ...standing, closesAt: new Date(closesAt) };
}

async function hold(
  tx: Database,
  actor: JobActor,
  message: Message,
  { reason, until }: { reason: HoldReason; until: Date | null },
  now: Date,
): Promise<void> {
  if (until === null) return endUnsent(tx, actor, message, reason, message.failure, now);
  await change(tx, message, { state: "waiting", held: reason, leavesAt: until });
}

async function endUnsent(
  tx: Database,
  actor: JobActor,
  message: Message,
  held: HoldReason,
  failure: string | null,
  now: Date,
): Promise<void> {
  await change(tx, message, { state: "not_sent", held, failure });
  if (held === "refused" || held === "gave_up") await callInstead(tx, message, now);
  // The number last, as whoever sends takes it.
  if (failure === PROVIDER_STOP && message.value) await keepStop(tx, message, message.value, now);
  await writeAudit(
    tx,
    actor,
    {
      action: "message.hold",
      patientId: message.patientId,
      subjectId: message.id,
      details: { why: held, code: failure },
    },
    now,
  );
}

/** The provider knows of a STOP that never came to us. */
const PROVIDER_STOP = "sms-21610";

async function keepStop(tx: Database, { clinicId }: Message, value: string, at: Date) {
  await lockValue(tx, clinicId, value, "stopping");
  await tx.insert(messageStops).values({ clinicId, value, kind: "STOP", at });
}

async function keepSent(
  tx: Database,
  actor: JobActor,
  message: Message,
  providerId: string | null,
  now: Date,
  status: MessageStatus | null = null,
): Promise<void> {
  await change(tx, message, {
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

/** Whom a message didn't reach is called, as long as they are followed. */
async function callInstead(tx: Database, { clinicId, patientId }: Message, now: Date) {
  if (patientId === null) return;
  const standing = await lockStanding(tx, clinicId, patientId);
  if (standing === null) return;
  await rewriteLine(tx, clinicId, standing, { news: false, callFor: "undelivered" }, now);
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

async function change(
  tx: Database,
  { clinicId, id }: Message,
  values: Partial<typeof messages.$inferInsert>,
): Promise<void> {
  await tx
    .update(messages)
    .set(values)
    .where(and(eq(messages.clinicId, clinicId), eq(messages.id, id)));
}
