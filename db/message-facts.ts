import { and, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Channel } from "@/lib/messaging/adapter";
import type { MessageFacts } from "@/lib/messaging/decide";
import type { MessageFill } from "@/lib/messaging/templates";
import type { Language } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";
import type { Database } from "./client";
import { contactPoints, patients } from "./schema/care";
import { clinics } from "./schema/clinic";
import { messages } from "./schema/messages";

/** A patient as a message sees them: what decides about it, and what it is filled with. */
export type Recipient = {
  facts: MessageFacts;
  language: Language;
  fill: Omit<MessageFill, "link">;
  /** The number that texts come from; null: the provider's own. */
  textNumber: string | null;
  /** Its people are invented: nothing leaves by a real provider. */
  demonstration: boolean;
};

const TWO_DAYS_MS = 2 * 86_400_000;

/**
 * Reads all that decides whether a patient may be written to at `now`; null for no patient. `channels` is what
 * this process can send by; a clinic for trying out can send by everything, and nothing of it leaves.
 */
export async function readRecipient(
  tx: Database,
  clinicId: string,
  patientId: string,
  channels: readonly Channel[],
  now: Date,
): Promise<Recipient | null> {
  const [known] = await tx
    .select({
      patient: patients,
      clinic: clinics,
      linkLocked: sql<boolean>`exists (select from check_in_links l
        join patients p on p.clinic_id = ${clinicId} and p.id = l.patient_id
        where l.clinic_id = ${clinicId} and ${patientId} in (p.id, p.merged_into)
          and l.locked_at is not null and l.revoked_at is null)`,
      treated: sql<boolean>`exists (select from recoveries r
        where r.clinic_id = ${clinicId} and r.patient_id = ${patientId})`,
    })
    .from(patients)
    .innerJoin(clinics, eq(clinics.id, clinicId))
    .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)));
  if (!known) return null;
  const { patient, clinic, linkLocked, treated } = known;
  const demonstration = clinic.demonstration > 0;
  const points = await pointsOf(tx, clinicId, patientId);
  const since = new Date(now.getTime() - TWO_DAYS_MS);
  const written = await writtenSince(tx, clinicId, patientId, points, since);
  return {
    facts: {
      consentToContact: patient.consentToContact,
      doNotContactUntil: patient.doNotContactUntil,
      treated,
      birthDateKnown: patient.birthOn !== null,
      linkLocked,
      timeZone: patient.timeZone ?? clinic.timeZone,
      wanted:
        patient.writeFrom !== null && patient.writeUntil !== null
          ? { from: patient.writeFrom, until: patient.writeUntil }
          : null,
      points: points.map((point) => ({
        ...point,
        writtenAt: written.filter(({ value }) => value === point.value).map(({ at }) => at),
      })),
      writtenAt: written.filter(({ own }) => own).map(({ at }) => at),
      clinic: {
        checkInMessages: clinic.checkInMessages,
        quiet: { from: clinic.quietFrom, until: clinic.quietUntil },
        channels: demonstration ? ["sms", "email"] : channels,
      },
    },
    language: patient.language,
    fill: {
      clinic: clinic.messageName ?? clinic.name,
      phone: displayPhone(clinic.phone),
      emergency: clinic.emergencyNumber,
    },
    textNumber: clinic.textNumber,
    demonstration,
  };
}

/** Whether a patient answered the check `d` of the recovery `r`, as the caller names them, in its window. */
export function isAnswered(clinicId: string, patientId: string): SQL {
  return sql`exists (select from check_ins i
    where i.clinic_id = ${clinicId} and i.patient_id = ${patientId}
      and (i.recovery_id = r.id or i.recovery_id is null) and i.withdrawn_at is null
      and i.observed_at >= d.opens_at and i.observed_at < d.closes_at)`;
}

/**
 * Takes a number or address for the length of the transaction, before it is read whether messages there are
 * stopped: whoever sends shares it, and a STOP waits for them and has it alone. So nothing begins after it.
 */
export async function lockValue(
  tx: Database,
  clinicId: string,
  value: string,
  whose: "sending" | "stopping",
): Promise<void> {
  const key = sql`hashtextextended(${`${clinicId} ${value}`}, 0)`;
  await tx.execute(
    whose === "sending"
      ? sql`select pg_advisory_xact_lock_shared(${key})`
      : sql`select pg_advisory_xact_lock(${key})`,
  );
}

/** The patient's own numbers and addresses, each taken before its STOP is read. */
async function pointsOf(tx: Database, clinicId: string, patientId: string) {
  const own = await tx
    .select({ kind: contactPoints.kind, value: contactPoints.value })
    .from(contactPoints)
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        eq(contactPoints.patientId, patientId),
        eq(contactPoints.reaches, "patient"),
        eq(contactPoints.usable, true),
      ),
    )
    .orderBy(contactPoints.createdAt, contactPoints.id);
  const values = [...new Set(own.map(({ value }) => value))].toSorted();
  for (const value of values) await lockValue(tx, clinicId, value, "sending");
  if (values.length === 0) return [];
  const { rows } = await tx.execute<{ value: string; stopped: boolean; failed: boolean }>(sql`
    select v.value,
      coalesce((select s.kind = 'STOP' from message_stops s
        where s.clinic_id = ${clinicId} and s.value = v.value
        order by s.at desc, (s.kind = 'STOP') desc limit 1), false) as stopped,
      coalesce((select m.held = 'refused' or exists (select from message_statuses u
          where u.clinic_id = ${clinicId} and u.message_id = m.id and u.status = 'failed')
          and not exists (select from message_statuses d
          where d.clinic_id = ${clinicId} and d.message_id = m.id and d.status = 'delivered')
        from messages m
        where m.clinic_id = ${clinicId} and m.value = v.value
          and (m.state = 'sent' or m.held = 'refused')
        order by m.tried_at desc limit 1), false) as failed
    from unnest(${sql.param(values)}::text[]) as v(value)`);
  const of = new Map(rows.map((row) => [row.value, row]));
  return own.map(({ kind, value }) => ({
    kind,
    value,
    stopped: of.get(value)?.stopped ?? false,
    failed: of.get(value)?.failed ?? false,
  }));
}

/** What the desk wrote by itself to the patient, and to whoever else has one of the numbers or addresses. */
async function writtenSince(
  tx: Database,
  clinicId: string,
  patientId: string,
  points: readonly { value: string }[],
  since: Date,
): Promise<{ value: string | null; at: Date; own: boolean }[]> {
  const values = points.map(({ value }) => value);
  const rows = await tx
    .select({
      value: messages.value,
      at: messages.triedAt,
      patientId: messages.patientId,
    })
    .from(messages)
    .where(
      and(
        eq(messages.clinicId, clinicId),
        eq(messages.kind, "automatic"),
        eq(messages.template, "check_in"),
        inArray(messages.state, ["sending", "unsure", "sent"]),
        gt(messages.triedAt, since),
        sql`(${messages.patientId} = ${patientId} or ${messages.value} = any(${sql.param(values)}::text[]))`,
      ),
    );
  return rows.flatMap(({ value, at, patientId: whose }) =>
    at === null ? [] : [{ value, at, own: whose === patientId }],
  );
}
