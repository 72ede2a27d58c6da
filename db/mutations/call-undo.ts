import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { assessRecovery } from "@/db/assess-recovery";
import { withoutUndone } from "@/db/call-plan";
import { restoreNumber } from "@/db/called-number";
import { type Database, db, inClinic } from "@/db/client";
import { currentStanding, placeLine, readStanding } from "@/db/follow-up-line";
import { assessments, checkIns, recoveries } from "@/db/schema/care";
import { calls } from "@/db/schema/work";
import { type KeptCall, takeCall } from "@/db/taken-call";
import { type Actor, requirePermission } from "@/lib/actor";
import { isUndoable, type UndoRefusal } from "@/lib/calls/undo";
import { type LinePlan, planOf } from "@/lib/follow-up/line-plan";
import { staysUntilReviewed } from "@/lib/triage/protocol";
import { writeAudit } from "./audit";

export type UndoCallResult =
  | {
      ok: true;
      patientId: string;
      /** The call's report raised something at complication or worse, and waits for a licensed person. */
      reportStays: boolean;
    }
  | { ok: false; reason: UndoRefusal };

/**
 * Takes one's own call back, for ten minutes after it was logged. The row stays and counts for
 * nothing: the line goes back to what was planned before, unless something newer has planned since,
 * a number that it struck can be dialled again, and its report is withdrawn. A report that raised a
 * reason at complication or worse stays until a licensed person has cleared it.
 */
export async function undoCall(
  actor: Actor,
  { callId }: { callId: string },
  now: Date,
  database: Database = db,
): Promise<UndoCallResult> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const call = await takeCall(tx, clinicId, callId);
    if (!call) return { ok: false, reason: "not_found" };
    const { patientId } = call;
    if (call.calledBy !== actor.staffId) return { ok: false, reason: "not_yours" };
    if (call.undoneAt) {
      return { ok: true, patientId, reportStays: await reportStood(tx, clinicId, call) };
    }
    if (!isUndoable(call.loggedAt, now)) return { ok: false, reason: "too_late" };

    const { line } = await currentStanding(tx, clinicId, patientId, now);
    const reportStays = await raisedWhatStays(tx, clinicId, call);
    await tx
      .update(calls)
      .set({ undoneAt: now, version: call.version + 1 })
      .where(and(eq(calls.clinicId, clinicId), eq(calls.id, callId)));
    if (!reportStays) await withdrawReport(tx, clinicId, call, now);
    await restoreNumber(tx, clinicId, call, now);
    const wasLast = line?.lastCallId === callId;
    const planned = line && (await withoutUndone(tx, clinicId, planOf(line)));
    const plan = planned ?? (line && { ...planOf(line), lastCallId: null, calledAt: null });
    const attempts = plan && !wasLast ? await attemptsWithout(tx, clinicId, call, plan) : null;
    const standing = await readStanding(tx, clinicId, patientId);
    await placeLine(
      tx,
      clinicId,
      patientId,
      standing,
      {
        // What stays of the call is a report that nobody has answered yet.
        news: wasLast && (reportStays || planned === null),
        backTo: plan
          ? { plan: { ...plan, attempts: attempts ?? plan.attempts }, loggedAt: call.loggedAt }
          : undefined,
      },
      now,
    );
    await writeAudit(
      tx,
      actor,
      {
        action: "call.undo",
        patientId,
        subjectId: callId,
        details: { outcome: call.outcome, checkIn: call.checkInId, reportStays },
      },
      now,
    );
    return { ok: true, patientId, reportStays };
  });
}

/** Whether a reason at complication or worse that stands now is judged from the call's report. */
async function raisedWhatStays(tx: Database, clinicId: string, call: KeptCall): Promise<boolean> {
  if (call.checkInId === null) return false;
  const standing = await tx
    .select({ level: assessments.level, reasons: assessments.reasons })
    .from(recoveries)
    .innerJoin(
      assessments,
      and(
        eq(assessments.clinicId, recoveries.clinicId),
        eq(assessments.id, recoveries.assessmentId),
      ),
    )
    .where(and(eq(recoveries.clinicId, clinicId), eq(recoveries.patientId, call.patientId)));
  return standing.some(
    // What a failed rule would have said of it, nobody knows.
    ({ level, reasons }) =>
      level === null ||
      reasons.some(
        (reason) =>
          staysUntilReviewed(reason.level) &&
          reason.causes.some(({ checkInId }) => checkInId === call.checkInId),
      ),
  );
}

async function withdrawReport(
  tx: Database,
  clinicId: string,
  { patientId, checkInId }: KeptCall,
  now: Date,
): Promise<void> {
  if (checkInId === null) return;
  const [withdrawn] = await tx
    .update(checkIns)
    .set({ withdrawnAt: now })
    .where(and(eq(checkIns.clinicId, clinicId), eq(checkIns.id, checkInId)))
    .returning({ recoveryId: checkIns.recoveryId });
  // Without an area it counted for what was open then; what was closed since, nobody judges any more.
  const countedFor = await tx
    .select({ id: recoveries.id })
    .from(recoveries)
    .where(
      and(
        eq(recoveries.clinicId, clinicId),
        eq(recoveries.patientId, patientId),
        withdrawn?.recoveryId ? eq(recoveries.id, withdrawn.recoveryId) : eq(recoveries.open, true),
      ),
    );
  for (const { id } of countedFor) await assessRecovery(tx, clinicId, id, "correction", now);
}

/** Whether the report of a call that was taken back earlier had stayed. */
async function reportStood(tx: Database, clinicId: string, call: KeptCall): Promise<boolean> {
  if (call.checkInId === null) return false;
  const [report] = await tx
    .select({ withdrawnAt: checkIns.withdrawnAt })
    .from(checkIns)
    .where(and(eq(checkIns.clinicId, clinicId), eq(checkIns.id, call.checkInId)));
  return report?.withdrawnAt === null;
}

/** The ladder's count under a later call's plan, without this call, if that is counted in it still. */
async function attemptsWithout(
  tx: Database,
  clinicId: string,
  call: KeptCall,
  plan: LinePlan,
): Promise<number> {
  const later = await tx
    .select({ outcome: calls.outcome, planBefore: calls.planBefore })
    .from(calls)
    .where(
      and(
        eq(calls.clinicId, clinicId),
        eq(calls.patientId, call.patientId),
        isNull(calls.undoneAt),
        gt(calls.id, call.id),
      ),
    )
    .orderBy(asc(calls.id));
  const counted = (later[0]?.planBefore?.attempts ?? 0) - (call.planBefore?.attempts ?? 0);
  const reset = later.some(({ outcome }) => outcome === "reached");
  return counted === 1 && !reset ? Math.max(0, plan.attempts - 1) : plan.attempts;
}
