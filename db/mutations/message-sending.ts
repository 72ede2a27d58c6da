import { createHash } from "node:crypto";
import { and, eq, gt, isNotNull, ne, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { isAnswered, type Recipient, readRecipient } from "@/db/message-facts";
import { changeMessage, endUnsent, type Message } from "@/db/message-state";
import { checkInLinks } from "@/db/schema/check-in";
import { clinics, staff } from "@/db/schema/clinic";
import { messages } from "@/db/schema/messages";
import type { JobActor } from "@/lib/actor";
import { hashOfToken, LINK_DAYS, linkPath } from "@/lib/check-in/link";
import type { Channel, Outgoing, Sought } from "@/lib/messaging/adapter";
import { type CheckStanding, decide } from "@/lib/messaging/decide";
import { SENDING_LEASE_MS } from "@/lib/messaging/retry";
import { isForPatients, messageText, patientMail } from "@/lib/messaging/templates";
import type { HoldReason } from "@/lib/messaging/words";
import { displayPhone } from "@/lib/patients/phone";
import { writeAudit } from "./audit";
import { lockStanding } from "./check-ins";

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
      await changeMessage(tx, message, {
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
    await changeMessage(tx, message, {
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
      ${isAnswered(clinicId, patientId)} as answered
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
  await changeMessage(tx, message, { state: "waiting", held: reason, leavesAt: until });
}
