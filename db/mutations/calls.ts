import { and, desc, eq, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import {
  countUsableNumbers,
  hoursOf,
  leadRecovery,
  openLine,
  rewriteLine,
} from "@/db/follow-up-line";
import { contactPoints } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { calls } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import type { CallEntry } from "@/lib/calls/call-entry";
import type { EntryRefusal } from "@/lib/check-in/entry";
import { type AfterCall, afterCall } from "@/lib/follow-up/after-call";
import { writeAudit } from "./audit";
import { keepCheckIn, lockPatient } from "./check-ins";
import { releaseClaim } from "./claims";

export type RecordCallResult =
  | {
      ok: true;
      callId: string;
      /** Somebody else logged a call while this one was being written: both are kept. */
      alsoCalled: { by: string; at: Date } | null;
      next: { action: string; dueAt: Date } | null;
    }
  | { ok: false; reason: "not_found" | EntryRefusal };

/**
 * Logs a call: keeps it, its answers as a check-in, ends the claim, moves the line to the next
 * action. Two people's calls are both kept and leave one next action, of the one saved last. The
 * same idempotency key again answers as the first time did.
 */
export async function recordCall(
  actor: Actor,
  call: CallEntry,
  now: Date,
  database: Database = db,
): Promise<RecordCallResult> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, call.patientId)))
      return { ok: false, reason: "not_found" };
    const again = await findLogged(tx, clinicId, call);
    if (again) return again;

    if (!(await namesExist(tx, clinicId, call))) return { ok: false, reason: "not_found" };
    const before = await newestCall(tx, clinicId, call.patientId, null);
    const answered = await keepAnswers(tx, clinicId, actor.staffId, call, now);
    if (!answered.ok) return answered;
    await strikeNumber(tx, clinicId, call);
    // Attempts are counted, and the next rung chosen, by the level that stands now.
    await rewriteLine(tx, clinicId, call.patientId, { news: answered.news }, now);
    const line = await openLine(tx, clinicId, call.patientId);
    const after = await planAfter(tx, clinicId, call, line?.attempts ?? 0, now);
    const claim = await releaseClaim(
      tx,
      clinicId,
      call.patientId,
      actor.staffId,
      call.outcome === "not_dialled" ? "not_dialled" : "call",
      now,
    );
    const callId = uuidv7();
    await tx.insert(calls).values({
      clinicId,
      id: callId,
      patientId: call.patientId,
      followUpId: line?.id ?? null,
      claimId: claim?.id ?? null,
      calledBy: actor.staffId,
      direction: call.direction,
      contactPointId: call.contactPointId,
      startedAt: claim?.claimedAt ?? now,
      loggedAt: now,
      outcome: call.outcome,
      spokeWith: call.reached?.spokeWith ?? null,
      identityChecked: call.reached?.identityChecked ?? null,
      checkInId: answered.checkInId,
      advice: call.reached?.advice ?? [],
      readBack: call.reached?.readBack ?? null,
      providerToldId: call.reached?.provider?.staffId ?? null,
      providerToldAt: call.reached?.provider ? now : null,
      providerAccepted: call.reached?.provider?.accepted ?? null,
      nextAction: after?.action ?? line?.nextAction ?? "",
      nextDueAt: after?.dueAt ?? null,
      nextReason: call.nextContact?.reason ?? null,
      note: call.note,
      idempotencyKey: call.idempotencyKey,
    });
    await rewriteLine(
      tx,
      clinicId,
      call.patientId,
      { news: answered.news, call: { id: callId, reached: call.outcome === "reached", after } },
      now,
    );
    await writeAudit(
      tx,
      actor,
      {
        action: "call.log",
        patientId: call.patientId,
        subjectId: callId,
        details: { outcome: call.outcome, direction: call.direction, checkIn: answered.checkInId },
      },
      now,
    );
    return {
      ok: true,
      callId,
      alsoCalled: unseen(before, call, actor.staffId),
      next: after && { action: after.action, dueAt: after.dueAt },
    };
  });
}

/** What was answered when this call was logged before: a lost answer told nobody of the other call. */
async function findLogged(
  tx: Database,
  clinicId: string,
  call: CallEntry,
): Promise<RecordCallResult | null> {
  const [logged] = await tx
    .select({
      id: calls.id,
      patientId: calls.patientId,
      calledBy: calls.calledBy,
      action: calls.nextAction,
      dueAt: calls.nextDueAt,
    })
    .from(calls)
    .where(and(eq(calls.clinicId, clinicId), eq(calls.idempotencyKey, call.idempotencyKey)));
  if (!logged) return null;
  if (logged.patientId !== call.patientId) return { ok: false, reason: "not_found" };
  const before = await newestCall(tx, clinicId, logged.patientId, logged.id);
  const next = logged.dueAt ? { action: logged.action, dueAt: logged.dueAt } : null;
  return { ok: true, callId: logged.id, alsoCalled: unseen(before, call, logged.calledBy), next };
}

/** The number is this patient's and the provider a provider of this clinic. */
async function namesExist(tx: Database, clinicId: string, call: CallEntry): Promise<boolean> {
  if (call.contactPointId !== null) {
    const numbers = await tx
      .select({ id: contactPoints.id })
      .from(contactPoints)
      .where(
        and(
          eq(contactPoints.clinicId, clinicId),
          eq(contactPoints.patientId, call.patientId),
          eq(contactPoints.id, call.contactPointId),
        ),
      );
    if (numbers.length === 0) return false;
  }
  const provider = call.reached?.provider;
  if (!provider) return true;
  const providers = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(
      and(eq(staff.clinicId, clinicId), eq(staff.id, provider.staffId), eq(staff.role, "provider")),
    );
  return providers.length > 0;
}

type EarlierCall = { id: string; at: Date; calledBy: string; by: string };

/** The call saved last, or last before another one: ids are made in the order of saving. */
async function newestCall(
  tx: Database,
  clinicId: string,
  patientId: string,
  beforeId: string | null,
): Promise<EarlierCall | null> {
  const [newest] = await tx
    .select({ id: calls.id, at: calls.loggedAt, calledBy: calls.calledBy, by: staff.name })
    .from(calls)
    .innerJoin(staff, and(eq(staff.clinicId, calls.clinicId), eq(staff.id, calls.calledBy)))
    .where(
      and(
        eq(calls.clinicId, clinicId),
        eq(calls.patientId, patientId),
        beforeId === null ? undefined : lt(calls.id, beforeId),
      ),
    )
    .orderBy(desc(calls.id))
    .limit(1);
  return newest ?? null;
}

/** Somebody else's call that wasn't on the caller's screen. */
function unseen(
  before: EarlierCall | null,
  { lastSeenCallId }: CallEntry,
  calledBy: string,
): { by: string; at: Date } | null {
  if (before === null || before.id === lastSeenCallId || before.calledBy === calledBy) return null;
  return { by: before.by, at: before.at };
}

type Answered =
  | { ok: true; checkInId: string | null; news: boolean }
  | { ok: false; reason: "not_found" | EntryRefusal };

/** An unverified speaker's report is triaged all the same; the protocol marks it. */
async function keepAnswers(
  tx: Database,
  clinicId: string,
  staffId: string,
  call: CallEntry,
  now: Date,
): Promise<Answered> {
  if (!call.reached || Object.keys(call.reached.answers).length === 0) {
    return { ok: true, checkInId: null, news: false };
  }
  return keepCheckIn(
    tx,
    clinicId,
    staffId,
    {
      patientId: call.patientId,
      recoveryId: null,
      observedAt: now,
      source: call.direction === "walk_in" ? "staff_clinic" : "staff_phone",
      identityVerified: call.reached.identityChecked,
      answers: call.reached.answers,
      note: null,
      idempotencyKey: call.idempotencyKey,
    },
    now,
  );
}

/** A number that turned out wrong or dead is not offered again. */
async function strikeNumber(tx: Database, clinicId: string, call: CallEntry): Promise<void> {
  if (call.contactPointId === null) return;
  if (call.outcome !== "wrong_number" && call.outcome !== "not_in_service") return;
  await tx
    .update(contactPoints)
    .set({ usable: false, version: sql`${contactPoints.version} + 1` })
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        eq(contactPoints.patientId, call.patientId),
        eq(contactPoints.id, call.contactPointId),
      ),
    );
}

async function planAfter(
  tx: Database,
  clinicId: string,
  call: CallEntry,
  attempts: number,
  now: Date,
): Promise<AfterCall | null> {
  const lead = await leadRecovery(tx, clinicId, call.patientId);
  if (!lead) return null;
  const after = afterCall(
    {
      level: lead.level,
      outcome: call.outcome,
      attempts,
      promisedAt: call.promisedAt,
      numbersLeft: await countUsableNumbers(tx, clinicId, call.patientId),
      treatmentEndedAt: lead.treatedAt,
    },
    now,
    await hoursOf(tx, clinicId),
  );
  if (after === null || call.nextContact === null) return after;
  return { ...after, dueAt: call.nextContact.dueAt };
}
