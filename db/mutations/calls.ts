import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { planAfter } from "@/db/call-plan";
import { refuseNumber, strikeNumber } from "@/db/called-number";
import { type Database, db, inClinic, together } from "@/db/client";
import { currentStanding, placeLine, readStanding, type Standing } from "@/db/follow-up-line";
import { staff } from "@/db/schema/clinic";
import { callDrafts, calls } from "@/db/schema/work";
import { type EarlierCall, earlierCalls } from "@/db/taken-call";
import { type Actor, requirePermission } from "@/lib/actor";
import type { CallEntry, CallRefusal } from "@/lib/calls/call-entry";
import { strikesNumber } from "@/lib/calls/outcomes";
import type { EntryRefusal } from "@/lib/check-in/entry";
import { planOf } from "@/lib/follow-up/line-plan";
import { asStored } from "@/lib/stored-json";
import { staysUntilReviewed } from "@/lib/triage/protocol";
import { writeAudit } from "./audit";
import { keepCheckIn, lockPatient } from "./check-ins";
import { releaseClaim } from "./claims";

type Refusal = "not_found" | EntryRefusal | CallRefusal;

export type RecordCallResult =
  | {
      ok: true;
      callId: string;
      /** Somebody else logged a call while this one was being written: both are kept. */
      alsoCalled: { by: string; at: Date } | null;
      alsoCallId: string | null;
      next: { action: string; dueAt: Date } | null;
    }
  | { ok: false; reason: Refusal };

/** Undoes what was written before it turned out that the call can't be kept. */
class Refused extends Error {
  constructor(readonly reason: Refusal) {
    super(reason);
  }
}

/**
 * Logs a call: keeps it, its answers as a check-in, ends the claim and the draft, moves the line to
 * the next action. Two people's calls are both kept and leave one next action, of the one saved
 * last. The same idempotency key again answers as the first time did.
 */
export async function recordCall(
  actor: Actor,
  call: CallEntry,
  now: Date,
  database: Database = db,
): Promise<RecordCallResult> {
  requirePermission(actor, "log call");
  try {
    return await inClinic(actor, database, async (tx) => {
      const { clinicId } = actor;
      const [found, again] = await together([
        lockPatient(tx, clinicId, call.patientId),
        findLogged(tx, clinicId, call),
      ]);
      if (!found) throw new Refused("not_found");
      if (again) return again;

      const [, earlier, before] = await together([
        checkNames(tx, clinicId, call),
        earlierCalls(tx, clinicId, call.patientId, null),
        // Attempts are counted, and the next rung chosen, by the level that stands now.
        currentStanding(tx, clinicId, call.patientId, now),
      ]);
      const planBefore = before.line && planOf(before.line);
      const answered = await keepAnswers(tx, clinicId, actor.staffId, call, now);
      const standing = withoutStruck(
        answered.checkInId ? await standingWith(tx, clinicId, call.patientId, now) : before,
        call,
      );
      demandProvider(standing, call);
      await strikeNumber(tx, clinicId, call, now);
      const plan = answered.news && planBefore ? { ...planBefore, attempts: 0 } : planBefore;
      const after = withNextContact(planAfter(standing, plan, call, earlier, now), call);
      const why = call.outcome === "not_dialled" ? "not_dialled" : "call";
      const claim = await releaseClaim(tx, clinicId, call.patientId, actor.staffId, why, now);
      const callId = uuidv7();
      await tx.insert(calls).values({
        clinicId,
        id: callId,
        patientId: call.patientId,
        followUpId: standing.line?.id ?? null,
        claimId: claim?.id ?? null,
        calledBy: actor.staffId,
        direction: call.direction,
        contactPointId: call.contactPointId,
        startedAt: claim?.claimedAt ?? now,
        endedAt: endOf(answered, now),
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
        nextAction: after?.action ?? planBefore?.nextAction ?? "",
        nextDueAt: after?.dueAt ?? null,
        nextReason: call.nextContact?.reason ?? null,
        note: call.note,
        planBefore: planBefore && asStored(planBefore),
        idempotencyKey: call.idempotencyKey,
      });
      const { outcome, direction } = call;
      const onLine = {
        id: callId,
        at: now,
        reached: outcome === "reached",
        dialled: outcome !== "not_dialled",
        after,
      };
      const cause = { news: answered.news, call: onLine };
      await placeLine(tx, clinicId, call.patientId, standing, cause, now);
      await dropDraft(tx, clinicId, actor.staffId, call.patientId);
      await writeAudit(
        tx,
        actor,
        {
          action: "call.log",
          patientId: call.patientId,
          subjectId: callId,
          details: { outcome, direction, checkIn: answered.checkInId },
        },
        now,
      );
      return {
        ok: true,
        callId,
        ...unseen(earlier[0], call, actor.staffId),
        next: after && { action: after.action, dueAt: after.dueAt },
      };
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  }
}

/** Takes one person's draft about a patient away; false when there was none. */
export async function dropDraft(
  tx: Database,
  clinicId: string,
  staffId: string,
  patientId: string,
): Promise<boolean> {
  const dropped = await tx
    .delete(callDrafts)
    .where(
      and(
        eq(callDrafts.clinicId, clinicId),
        eq(callDrafts.staffId, staffId),
        eq(callDrafts.patientId, patientId),
      ),
    )
    .returning({ patientId: callDrafts.patientId });
  return dropped.length > 0;
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
  const [before] = await earlierCalls(tx, clinicId, logged.patientId, logged.id);
  const next = logged.dueAt ? { action: logged.action, dueAt: logged.dueAt } : null;
  return { ok: true, callId: logged.id, ...unseen(before, call, logged.calledBy), next };
}

/** Number and provider are of this patient and clinic, and the number takes what was left on it. */
async function checkNames(tx: Database, clinicId: string, call: CallEntry): Promise<void> {
  const refusal = await refuseNumber(tx, clinicId, call);
  if (refusal) throw new Refused(refusal);
  const provider = call.reached?.provider;
  if (!provider) return;
  const providers = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(
      and(eq(staff.clinicId, clinicId), eq(staff.id, provider.staffId), eq(staff.role, "provider")),
    );
  if (providers.length === 0) throw new Refused("not_found");
}

/** Somebody else's call that wasn't on the caller's screen. */
function unseen(
  before: EarlierCall | undefined,
  { lastSeenCallId }: CallEntry,
  calledBy: string,
): { alsoCalled: { by: string; at: Date } | null; alsoCallId: string | null } {
  if (!before || before.id === lastSeenCallId || before.calledBy === calledBy) {
    return { alsoCalled: null, alsoCallId: null };
  }
  return { alsoCalled: { by: before.by, at: before.at }, alsoCallId: before.id };
}

/** An unverified speaker's report is triaged all the same; the protocol marks it. */
async function keepAnswers(
  tx: Database,
  clinicId: string,
  staffId: string,
  call: CallEntry,
  now: Date,
): Promise<{ checkInId: string | null; news: boolean }> {
  if (!call.reached || Object.keys(call.reached.answers).length === 0) {
    return { checkInId: null, news: false };
  }
  const kept = await keepCheckIn(
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
  if (!kept.ok) throw new Refused(kept.reason);
  return kept;
}

/** A call is logged when it is over; its answers, and what they flag, were told while it lasted. */
function endOf({ checkInId }: { checkInId: string | null }, now: Date): Date {
  return checkInId === null ? now : new Date(now.getTime() + 1);
}

/** How the patient stands with the answers; a report that opened a recovery again opens the line first. */
async function standingWith(
  tx: Database,
  clinicId: string,
  patientId: string,
  now: Date,
): Promise<Standing> {
  const standing = await readStanding(tx, clinicId, patientId);
  if (standing.line !== null || standing.open.length === 0) return standing;
  await placeLine(tx, clinicId, patientId, standing, { news: true }, now);
  return readStanding(tx, clinicId, patientId);
}

/** At complication or worse a licensed person hears of a reached call, or it is said that none could be reached. */
function demandProvider({ open: [lead] }: Standing, { reached }: CallEntry): void {
  if (!lead || !reached || reached.provider || reached.noProviderReached) return;
  if (lead.level === null || staysUntilReviewed(lead.level)) throw new Refused("provider_not_told");
}

/** A number that this very call strikes out can't be tried next. */
function withoutStruck(standing: Standing, { outcome, contactPointId }: CallEntry): Standing {
  if (!strikesNumber(outcome)) return standing;
  return { ...standing, numbers: standing.numbers.filter(({ id }) => id !== contactPointId) };
}

function withNextContact<T extends { dueAt: Date }>(
  after: T | null,
  { nextContact }: CallEntry,
): T | null {
  return after && nextContact ? { ...after, dueAt: nextContact.dueAt } : after;
}
