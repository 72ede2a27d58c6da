import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { isAnswered, readRecipient } from "@/db/message-facts";
import { contactPoints, patients } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { messages, receivedTexts } from "@/db/schema/messages";
import { type Actor, requirePermission } from "@/lib/actor";
import type { Channel } from "@/lib/messaging/adapter";
import { type AheadCheck, type NextMessage, nextMessage } from "@/lib/messaging/next-message";
import { saysMore } from "@/lib/messaging/status";
import type { Template } from "@/lib/messaging/templates";
import type { HoldReason, MessageKind, MessageState, MessageStatus } from "@/lib/messaging/words";

/** A message as a record shows it. */
export type ListedMessage = {
  messageId: string;
  kind: MessageKind;
  template: Template;
  state: MessageState;
  /** Who asked for it; null: the desk by itself. */
  by: string | null;
  channel: Channel | null;
  value: string | null;
  createdAt: Date;
  leavesAt: Date;
  sentAt: Date | null;
  held: HoldReason | null;
  status: MessageStatus | null;
  statusAt: Date | null;
};

export type ListedText = {
  textId: string;
  value: string;
  body: string;
  receivedAt: Date;
  readAt: Date | null;
};

export type PatientMessages = {
  /** Newest first. */
  sent: ListedMessage[];
  received: ListedText[];
  next: NextMessage;
  /** The numbers and addresses whose last word is STOP. */
  stopped: string[];
};

/** How many messages and texts a record shows of each. */
export const MESSAGES_SHOWN = 20;

/**
 * What was written to a patient and what came from their numbers, those of records that are part of theirs
 * included, and whether and when the desk writes by itself next.
 */
export function findPatientMessages(
  actor: Actor,
  { patientId, channels }: { patientId: string; channels: readonly Channel[] },
  now: Date,
  database: Database = db,
): Promise<PatientMessages | null> {
  requirePermission(actor, "see patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const recipient = await readRecipient(tx, clinicId, patientId, channels, now);
    if (!recipient) return null;
    const ahead = await checksAhead(tx, clinicId, patientId, now);
    return {
      sent: await sentTo(tx, clinicId, patientId, now),
      received: await receivedFrom(tx, clinicId, patientId),
      next: nextMessage(ahead, recipient.facts, now),
      stopped: await stoppedOf(tx, clinicId, patientId),
    };
  });
}

async function sentTo(
  tx: Database,
  clinicId: string,
  patientId: string,
  now: Date,
): Promise<ListedMessage[]> {
  const found = await tx
    .select({
      message: messages,
      by: staff.name,
      statuses: sql<{ at: string; status: MessageStatus }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('at', s.at, 'status', s.status) order by s.at)
        from message_statuses s
        where s.clinic_id = ${clinicId} and s.message_id = ${messages.id} and s.at <= ${now}
      ), '[]'::jsonb)`,
    })
    .from(messages)
    .innerJoin(
      patients,
      and(eq(patients.clinicId, messages.clinicId), eq(patients.id, messages.patientId)),
    )
    .leftJoin(staff, and(eq(staff.clinicId, messages.clinicId), eq(staff.id, messages.askedBy)))
    .where(
      and(
        eq(messages.clinicId, clinicId),
        sql`${patientId} in (${patients.id}, ${patients.mergedInto})`,
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(MESSAGES_SHOWN);
  return found.map(({ message, by, statuses }) => {
    const last = statuses.reduce<{ at: string; status: MessageStatus } | null>(
      (most, each) => (saysMore(most?.status ?? null, each.status) ? each : most),
      null,
    );
    const { id: messageId, kind, template, state, channel, value } = message;
    const { createdAt, leavesAt, sentAt, held } = message;
    return {
      messageId,
      kind,
      template,
      state,
      by,
      channel,
      value,
      createdAt,
      leavesAt,
      sentAt,
      held,
      status: last?.status ?? null,
      statusAt: last ? new Date(last.at) : null,
    };
  });
}

async function receivedFrom(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<ListedText[]> {
  const values = await valuesOf(tx, clinicId, patientId);
  if (values.length === 0) return [];
  const texts = await tx
    .select()
    .from(receivedTexts)
    .where(and(eq(receivedTexts.clinicId, clinicId), inArray(receivedTexts.value, values)))
    .orderBy(desc(receivedTexts.receivedAt), desc(receivedTexts.id))
    .limit(MESSAGES_SHOWN);
  return texts.map(({ id: textId, value, body, receivedAt, readAt }) => ({
    textId,
    value,
    body,
    receivedAt,
    readAt,
  }));
}

/** Checks of open recoveries that can still be answered, with whether a message for them is over. */
async function checksAhead(
  tx: Database,
  clinicId: string,
  patientId: string,
  now: Date,
): Promise<AheadCheck[]> {
  const { rows } = await tx.execute<
    Record<"opensAt" | "dueAt" | "closesAt", string> & {
      recoveryId: string;
      answered: boolean;
      settled: boolean;
    }
  >(sql`
    select d.recovery_id as "recoveryId", d.opens_at as "opensAt", d.due_at as "dueAt",
      d.closes_at as "closesAt",
      ${isAnswered(clinicId, patientId)} as answered,
      exists (select from messages m
        where m.clinic_id = ${clinicId} and m.due_check_id = d.id
          and m.state in ('sent', 'not_sent', 'sending', 'unsure')) as settled
    from due_checks d join recoveries r on r.clinic_id = ${clinicId} and r.id = d.recovery_id
    where d.clinic_id = ${clinicId} and r.patient_id = ${patientId} and r.open
      and d.cancelled_at is null and d.closes_at > ${now}`);
  return rows.map(({ opensAt, dueAt, closesAt, ...check }) => ({
    ...check,
    opensAt: new Date(opensAt),
    dueAt: new Date(dueAt),
    closesAt: new Date(closesAt),
  }));
}

async function stoppedOf(tx: Database, clinicId: string, patientId: string): Promise<string[]> {
  const values = await valuesOf(tx, clinicId, patientId);
  const { rows } = await tx.execute<{ value: string }>(sql`
    select v.value from unnest(${sql.param(values)}::text[]) as v(value)
    where (select s.kind from message_stops s where s.clinic_id = ${clinicId} and s.value = v.value
      order by s.at desc, (s.kind = 'STOP') desc limit 1) = 'STOP'`);
  return rows.map(({ value }) => value);
}

async function valuesOf(tx: Database, clinicId: string, patientId: string): Promise<string[]> {
  const points = await tx
    .select({ value: contactPoints.value })
    .from(contactPoints)
    .where(and(eq(contactPoints.clinicId, clinicId), eq(contactPoints.patientId, patientId)));
  return [...new Set(points.map(({ value }) => value))];
}

/** A text that nobody has read, with whoever has its number now; nobody, when the number is unknown. */
export type UnreadText = ListedText & { people: { patientId: string; name: string }[] };

/** The clinic's texts that nobody has read, oldest first; at most 100. */
export function listUnreadTexts(actor: Actor, database: Database = db): Promise<UnreadText[]> {
  requirePermission(actor, "read text");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const { rows } = await tx.execute<
      Omit<UnreadText, "receivedAt" | "readAt"> & { receivedAt: string }
    >(sql`
      select t.id as "textId", t.value, t.body, t.received_at as "receivedAt",
        coalesce((
          select jsonb_agg(distinct jsonb_build_object('patientId', p.id, 'name', p.name))
          from contact_points n
          join patients p on p.clinic_id = ${clinicId} and p.id = n.patient_id and p.merged_into is null
          where n.clinic_id = ${clinicId} and n.value = t.value
        ), '[]'::jsonb) as people
      from received_texts t
      where t.clinic_id = ${clinicId} and t.read_at is null
      order by t.received_at limit 100`);
    return rows.map(({ receivedAt, ...text }) => ({
      ...text,
      receivedAt: new Date(receivedAt),
      readAt: null,
    }));
  });
}
