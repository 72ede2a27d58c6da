import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { addPatient } from "@/db/add-patient";
import { type Database, inClinic } from "@/db/client";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import { rewriteLine } from "@/db/follow-up-line";
import { recordCall } from "@/db/mutations/calls";
import { type NewCheckIn, recordCheckIn } from "@/db/mutations/check-ins";
import { openRecovery } from "@/db/open-recovery";
import { type JobActor, ROLES, type Role, type StaffActor } from "@/lib/actor";
import type { CallEntry } from "@/lib/calls/call-entry";
import type { EndSource } from "@/lib/recovery/end-sources";
import type { Answers } from "@/lib/triage/protocol";
import { ALL_CLEAR } from "./recovery-facts";

/** When tests happen: a Tuesday, 10 AM at the clinic in Chicago. */
export const NOW = new Date("2026-11-24T16:00:00Z");
const HOUR = 3_600_000;

/** The instant some hours after (or before) NOW. */
export function at(hours: number, milliseconds = 0): Date {
  return new Date(NOW.getTime() + hours * HOUR + milliseconds);
}

/** A clinic with one person of each role, and its job. */
export type Desk = { clinicId: string; job: JobActor } & Record<Role, StaffActor>;

export async function openDesk(owner: Database): Promise<Desk> {
  const clinicId = await addClinic(owner, at(-1000));
  const actors = {} as Record<Role, StaffActor>;
  for (const role of ROLES) {
    const person = await addStaff(owner, at(-1000), { clinicId, role, name: `Sam ${role}` });
    actors[role] = await addSession(owner, at(-1), person);
  }
  return { clinicId, job: { kind: "job", clinicId, job: "turn" }, ...actors };
}

export type Treated = { patientId: string; phoneIds: string[]; recoveryId: string };
type Treatment = {
  name?: string;
  phones?: string[];
  consent?: boolean;
  area?: string | null;
  /** Hours before NOW at which it ended. */
  hoursAgo?: number;
  endedAtSource?: EndSource;
};

/** Somebody who was treated, known to the desk since the treatment ended unless `knownAt` says later. */
export async function treat(
  database: Database,
  desk: Desk,
  { name = "Ana Lopez", phones = ["+13125550101"], consent = true, ...treatment }: Treatment = {},
  knownAt?: Date,
): Promise<Treated> {
  const since = knownAt ?? at(-(treatment.hoursAgo ?? 1));
  return inClinic(desk, database, async (tx) => {
    const person = {
      name,
      birthOn: "1990-05-17",
      language: "en",
      risks: [],
      consentToContact: consent,
      phones: phones.map((value) => ({ value })),
      emails: [],
    } as const;
    const { patientId, phoneIds } = await addPatient(tx, desk.clinicId, person, since);
    const recoveryId = await treatAgain(tx, desk, patientId, treatment, since);
    return { patientId, phoneIds, recoveryId };
  });
}

/** A further treatment of somebody; returns its recovery. */
export async function treatAgain(
  database: Database,
  desk: Desk,
  patientId: string,
  { area = "face", hoursAgo = 1, endedAtSource = "recorded" }: Treatment,
  now = at(-hoursAgo),
): Promise<string> {
  return inClinic(desk, database, async (tx) => {
    const treatment = {
      patientId,
      endedAt: at(-hoursAgo),
      endedAtSource,
      area,
      serviceName: "Microneedling",
    };
    const recoveryId = await openRecovery(tx, desk.clinicId, treatment, now);
    if (recoveryId === null) throw new Error("The treatment was there already.");
    await rewriteLine(tx, desk.clinicId, patientId, { news: true }, now);
    return recoveryId;
  });
}

/** A check-in taken in the clinic, of the patient's every open recovery, with all signs gone. */
export function checkInOf(patientId: string, more: Partial<NewCheckIn> = {}): NewCheckIn {
  return {
    patientId,
    recoveryId: null,
    observedAt: NOW,
    source: "staff_clinic",
    identityVerified: true,
    answers: ALL_CLEAR,
    note: null,
    idempotencyKey: randomUUID(),
    ...more,
  };
}

/** A call that nobody answered. */
export function callOf(patientId: string, more: Partial<CallEntry> = {}): CallEntry {
  return {
    patientId,
    idempotencyKey: randomUUID(),
    direction: "outbound",
    outcome: "no_answer",
    contactPointId: null,
    reached: null,
    promisedAt: null,
    nextContact: null,
    note: null,
    lastSeenCallId: null,
    ...more,
  };
}

/** A call in which the patient answered. */
export function reachedCallOf(
  patientId: string,
  answers: Answers,
  more: Partial<CallEntry> = {},
): CallEntry {
  const reached = {
    spokeWith: "patient",
    identityChecked: true,
    answers,
    advice: [],
    readBack: true,
    provider: null,
    noProviderReached: true,
  } as const;
  return callOf(patientId, { outcome: "reached", reached: { ...reached, advice: [] }, ...more });
}

/** Keeps a check-in that must be possible. */
export async function report(
  database: Database,
  desk: Desk,
  patientId: string,
  answers: Answers,
  now = NOW,
  more: Partial<NewCheckIn> = {},
): Promise<string> {
  const entry = checkInOf(patientId, { answers, observedAt: now, ...more });
  const done = await recordCheckIn(desk.aesthetician, entry, now, database);
  if (!done.ok) throw new Error(`The check-in was refused: ${done.reason}`);
  return done.checkInId;
}

/** Logs a call that must be possible. */
export async function call(
  database: Database,
  desk: Desk,
  entry: CallEntry,
  now = NOW,
): Promise<string> {
  const done = await recordCall(desk.aesthetician, entry, now, database);
  if (!done.ok) throw new Error(`The call was refused: ${done.reason}`);
  return done.callId;
}

/** Works as the application's role inside an owner's transaction, so that the owner can look after it. */
export async function asApp<T>(tx: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  await tx.execute(sql`set local role afterglow_app`);
  try {
    return await work(tx);
  } finally {
    await tx.execute(sql`reset role`);
  }
}

/** A mark of each table's whole content, all clinics together, as the owner sees it. */
export async function contentOf(tx: Database): Promise<Record<string, string>> {
  const { rows: tables } = await tx.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const marks = tables.map(
    ({ name }) => sql`select ${name}::text as name,
      count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') as mark
      from ${sql.identifier(name)} t`,
  );
  const { rows } = await tx.execute<{ name: string; mark: string }>(
    sql.join(marks, sql` union all `),
  );
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]));
}

/** The audit of one patient, oldest first. */
export async function auditOf(
  tx: Database,
  patientId: string,
): Promise<{ action: string; actorId: string; subjectId: string | null }[]> {
  const { rows } = await tx.execute<{
    action: string;
    actor_id: string;
    subject_id: string | null;
  }>(
    sql`select action, actor_id, subject_id from audit_events
      where patient_id = ${patientId} order by seq`,
  );
  return rows.map(({ action, actor_id: actorId, subject_id: subjectId }) => ({
    action,
    actorId,
    subjectId,
  }));
}

/** The patient's open line; null without one. */
export async function lineOf(tx: Database, patientId: string) {
  const { rows } = await tx.execute<{
    level: string | null;
    list_group: string;
    next_action: string;
    data_problems: string[];
    due_at: Date;
    promised_at: Date | null;
    attempts: number;
    lead_recovery_id: string;
    reason_since: Date;
  }>(sql`select * from follow_ups where patient_id = ${patientId} and closed_at is null`);
  return rows[0] ?? null;
}
