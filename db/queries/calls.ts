import { and, eq, ne } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { checkIns, patients } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { callDrafts, calls } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import type { Outcome } from "@/lib/calls/outcomes";

export type LoggedCall = {
  callId: string;
  patientId: string;
  patientName: string;
  outcome: Outcome;
  loggedAt: Date;
  nextAction: string;
  dueAt: Date | null;
  /** Null while the call counts. */
  undoneAt: Date | null;
  /** The call was taken back, and its report waits for a licensed person all the same. */
  reportStays: boolean;
  /** Somebody else who logged a call with the same patient while this one was under way. */
  alsoBy: string | null;
  alsoAt: Date | null;
};

/**
 * One's own call that was just logged or taken back, to say what follows from it; null for any
 * other id. `alsoCallId` names somebody else's call that wasn't on the caller's screen.
 */
export async function findLoggedCall(
  actor: Actor,
  { callId, alsoCallId }: { callId: string; alsoCallId: string | null },
  database: Database = db,
): Promise<LoggedCall | null> {
  requirePermission(actor, "see worklist");
  return inClinic(actor, database, async (tx) => {
    const [found] = await tx
      .select({ call: calls, patientName: patients.name, withdrawnAt: checkIns.withdrawnAt })
      .from(calls)
      .innerJoin(
        patients,
        and(eq(patients.clinicId, calls.clinicId), eq(patients.id, calls.patientId)),
      )
      .leftJoin(
        checkIns,
        and(eq(checkIns.clinicId, calls.clinicId), eq(checkIns.id, calls.checkInId)),
      )
      .where(
        and(
          eq(calls.clinicId, actor.clinicId),
          eq(calls.id, callId),
          eq(calls.calledBy, actor.staffId),
        ),
      );
    if (!found) return null;
    const { call, patientName, withdrawnAt } = found;
    const also = alsoCallId && (await findOther(tx, actor, call.patientId, alsoCallId));
    return {
      callId,
      patientId: call.patientId,
      patientName,
      outcome: call.outcome,
      loggedAt: call.loggedAt,
      nextAction: call.nextAction,
      dueAt: call.nextDueAt,
      undoneAt: call.undoneAt,
      reportStays: call.undoneAt !== null && call.checkInId !== null && withdrawnAt === null,
      alsoBy: also ? also.by : null,
      alsoAt: also ? also.at : null,
    };
  });
}

/** Somebody else's call with the same patient. */
async function findOther(
  tx: Database,
  actor: { clinicId: string; staffId: string },
  patientId: string,
  callId: string,
): Promise<{ by: string; at: Date } | null> {
  const [other] = await tx
    .select({ by: staff.name, at: calls.loggedAt })
    .from(calls)
    .innerJoin(staff, and(eq(staff.clinicId, calls.clinicId), eq(staff.id, calls.calledBy)))
    .where(
      and(
        eq(calls.clinicId, actor.clinicId),
        eq(calls.patientId, patientId),
        eq(calls.id, callId),
        ne(calls.calledBy, actor.staffId),
      ),
    );
  return other ?? null;
}

export type CallDraft = {
  fields: Readonly<Record<string, readonly string[]>>;
  idempotencyKey: string;
  savedAt: Date;
};

/** One's own unfinished call form about a patient; null when there is none. */
export async function findCallDraft(
  actor: Actor,
  patientId: string,
  database: Database = db,
): Promise<CallDraft | null> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    const [draft] = await tx
      .select({
        fields: callDrafts.fields,
        idempotencyKey: callDrafts.idempotencyKey,
        savedAt: callDrafts.savedAt,
      })
      .from(callDrafts)
      .where(
        and(
          eq(callDrafts.clinicId, actor.clinicId),
          eq(callDrafts.staffId, actor.staffId),
          eq(callDrafts.patientId, patientId),
        ),
      );
    return draft ?? null;
  });
}
