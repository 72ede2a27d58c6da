import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { isPlanOf, planAfter, withoutUndone } from "@/db/call-plan";
import { refuseNumber, restoreNumber, strikeNumber } from "@/db/called-number";
import { type Database, db, inClinic } from "@/db/client";
import {
  type Cause,
  currentStanding,
  placeLine,
  readStanding,
  type Standing,
} from "@/db/follow-up-line";
import { checkIns } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { callCorrections, calls } from "@/db/schema/work";
import { earlierCalls, type KeptCall, takeCall } from "@/db/taken-call";
import { type Actor, requirePermission } from "@/lib/actor";
import { type CallCorrection, type CallWords, differingParts } from "@/lib/calls/correction";
import type { AfterCall } from "@/lib/follow-up/after-call";
import { type LinePlan, planFrom } from "@/lib/follow-up/line-plan";
import { asStored } from "@/lib/stored-json";
import { writeAudit } from "./audit";
import { keepCheckIn } from "./check-ins";

export type CorrectCallResult =
  | { ok: true; patientId: string }
  | {
      ok: false;
      reason: "not_found" | "taken_back" | "nothing_changed" | "voicemail_not_allowed";
    }
  | {
      ok: false;
      /** Somebody corrected it first: what the call says now. */
      reason: "stale";
      version: number;
      words: CallWords;
      by: string | null;
      at: Date | null;
    };

/**
 * Corrects what a logged call says, with a reason; the old words are kept. Another outcome plans
 * anew from what was planned before the call, as of the call, if it is the call that decides what
 * comes next. A stale correction is refused with what the call says now.
 */
export async function correctCall(
  actor: Actor,
  correction: CallCorrection,
  now: Date,
  database: Database = db,
): Promise<CorrectCallResult> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const call = await takeCall(tx, clinicId, correction.callId);
    if (!call) return { ok: false, reason: "not_found" };
    const { patientId } = call;
    const again = await findCorrected(tx, clinicId, correction.idempotencyKey);
    if (again) {
      return again === call.id ? { ok: true, patientId } : { ok: false, reason: "not_found" };
    }
    if (call.undoneAt) return { ok: false, reason: "taken_back" };
    if (call.version !== correction.version) return staleWith(tx, clinicId, call);

    const { words } = correction;
    const changed = differingParts(wordsOf(call), words).map(({ part }) => part);
    const promiseMoved =
      correction.promisedAt !== null &&
      correction.promisedAt.getTime() !== call.nextDueAt?.getTime();
    if (changed.length === 0 && !promiseMoved) return { ok: false, reason: "nothing_changed" };
    const refusal = await refuseNumber(tx, clinicId, { patientId, ...words });
    if (refusal) return { ok: false, reason: refusal };

    const { line } = await currentStanding(tx, clinicId, patientId, now);
    const before = await withoutUndone(tx, clinicId, call.planBefore && planFrom(call.planBefore));
    const decides = line !== null && (await decidesPlan(tx, clinicId, call, line, before));
    if (changed.includes("outcome") || changed.includes("contactPointId")) {
      await restoreNumber(tx, clinicId, call, now);
      await strikeNumber(tx, clinicId, { patientId, ...words }, now);
    }
    const news = await doubtIdentity(tx, clinicId, actor.staffId, call, correction, now);
    const standing = await readStanding(tx, clinicId, patientId);
    const replans = changed.includes("outcome") || promiseMoved;
    const after = replans ? await replan(tx, clinicId, call, correction, standing, before) : null;
    await tx
      .update(calls)
      .set({
        ...words,
        nextAction: replans ? (after?.action ?? before?.nextAction ?? "") : call.nextAction,
        nextDueAt: replans ? (after?.dueAt ?? null) : call.nextDueAt,
        version: call.version + 1,
      })
      .where(and(eq(calls.clinicId, clinicId), eq(calls.id, call.id)));
    await tx.insert(callCorrections).values({
      clinicId,
      id: uuidv7(),
      callId: call.id,
      at: now,
      correctedBy: actor.staffId,
      reason: correction.reason,
      before: asStored(wordsOf(call)),
      after: asStored(words),
      idempotencyKey: correction.idempotencyKey,
    });
    if (replans && decides && before) {
      const cause = replannedBy(call, words, before, after);
      await placeLine(tx, clinicId, patientId, standing, cause, now, { ...line, ...before });
    } else await placeLine(tx, clinicId, patientId, standing, { news }, now);
    await writeAudit(
      tx,
      actor,
      { action: "call.correct", patientId, subjectId: call.id, details: { changed } },
      now,
    );
    return { ok: true, patientId };
  });
}

async function findCorrected(tx: Database, clinicId: string, key: string): Promise<string | null> {
  const [again] = await tx
    .select({ callId: callCorrections.callId })
    .from(callCorrections)
    .where(and(eq(callCorrections.clinicId, clinicId), eq(callCorrections.idempotencyKey, key)));
  return again?.callId ?? null;
}

async function staleWith(
  tx: Database,
  clinicId: string,
  call: KeptCall,
): Promise<CorrectCallResult> {
  const [last] = await tx
    .select({ by: staff.name, at: callCorrections.at })
    .from(callCorrections)
    .innerJoin(
      staff,
      and(eq(staff.clinicId, callCorrections.clinicId), eq(staff.id, callCorrections.correctedBy)),
    )
    .where(and(eq(callCorrections.clinicId, clinicId), eq(callCorrections.callId, call.id)))
    .orderBy(desc(callCorrections.id))
    .limit(1);
  const { version } = call;
  const words = wordsOf(call);
  return {
    ok: false,
    reason: "stale",
    version,
    words,
    by: last?.by ?? null,
    at: last?.at ?? null,
  };
}

function wordsOf(call: KeptCall): CallWords {
  const { outcome, spokeWith, identityChecked, contactPointId, readBack, note } = call;
  return { outcome, spokeWith, identityChecked, contactPointId, readBack, note };
}

/** Whether the line still does what this call led to, and nobody called since. */
async function decidesPlan(
  tx: Database,
  clinicId: string,
  call: KeptCall,
  plan: LinePlan,
  before: LinePlan | null,
): Promise<boolean> {
  const [newest] = await earlierCalls(tx, clinicId, call.patientId, null);
  if (newest?.id !== call.id) return false;
  // A call that left the plan as it was decides nothing until it is corrected.
  const left = call.nextDueAt ? call : { nextAction: call.nextAction, nextDueAt: before?.dueAt };
  return isPlanOf({ nextAction: left.nextAction, nextDueAt: left.nextDueAt ?? null }, plan);
}

/** What the corrected call leads to, as of when it was logged. */
async function replan(
  tx: Database,
  clinicId: string,
  call: KeptCall,
  { words, promisedAt }: CallCorrection,
  standing: Standing,
  before: LinePlan | null,
): Promise<AfterCall | null> {
  const earlier = await earlierCalls(tx, clinicId, call.patientId, call.id);
  const corrected = { direction: call.direction, promisedAt, ...words };
  const after = planAfter(standing, before, corrected, earlier, call.loggedAt);
  // What somebody chose, with a reason, stays chosen.
  return after && call.nextReason && call.nextDueAt ? { ...after, dueAt: call.nextDueAt } : after;
}

function replannedBy(
  { id, loggedAt }: KeptCall,
  { outcome }: CallWords,
  before: LinePlan,
  after: AfterCall | null,
): Cause {
  if (outcome === "not_dialled") return { news: false, backTo: { plan: before, loggedAt } };
  const reached = outcome === "reached";
  return { news: false, call: { id, at: loggedAt, reached, dialled: true, after } };
}

/**
 * Identifiers that turn out not to have matched are told to the protocol as a correction of the
 * call's report. True when that is news.
 */
async function doubtIdentity(
  tx: Database,
  clinicId: string,
  staffId: string,
  call: KeptCall,
  { words, reason, idempotencyKey }: CallCorrection,
  now: Date,
): Promise<boolean> {
  if (!call.checkInId || !call.identityChecked || words.identityChecked !== false) return false;
  const reports = await tx
    .select()
    .from(checkIns)
    .where(and(eq(checkIns.clinicId, clinicId), eq(checkIns.patientId, call.patientId)));
  const report = reports.find(({ id }) => id === call.checkInId);
  // One that was corrected before is corrected by its newest version; whoever did that looked at it.
  if (!report || reports.some(({ corrects }) => corrects === report.id)) return false;
  const { patientId, recoveryId, observedAt, source, answers } = report;
  const kept = await keepCheckIn(
    tx,
    clinicId,
    staffId,
    {
      patientId,
      recoveryId,
      observedAt,
      source,
      answers,
      identityVerified: false,
      note: null,
      corrects: { checkInId: report.id, reason },
      idempotencyKey,
    },
    now,
  );
  return kept.ok && kept.news;
}
