import { and, desc, eq, gte, ne } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { patients } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { calls } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import type { Outcome } from "@/lib/calls/outcomes";

export type LoggedCall = {
  patientId: string;
  patientName: string;
  outcome: Outcome;
  nextAction: string;
  dueAt: Date | null;
  /** Somebody else who logged a call with the same patient while this one was under way. */
  alsoBy: string | null;
  alsoAt: Date | null;
};

/** One's own call that was just logged, to say what follows from it; null for any other id. */
export async function findLoggedCall(
  actor: Actor,
  callId: string,
  database: Database = db,
): Promise<LoggedCall | null> {
  requirePermission(actor, "see worklist");
  return inClinic(actor, database, async (tx) => {
    const [call] = await tx
      .select({ call: calls, patientName: patients.name })
      .from(calls)
      .innerJoin(
        patients,
        and(eq(patients.clinicId, calls.clinicId), eq(patients.id, calls.patientId)),
      )
      .where(
        and(
          eq(calls.clinicId, actor.clinicId),
          eq(calls.id, callId),
          eq(calls.calledBy, actor.staffId),
        ),
      );
    if (!call) return null;
    const [also] = await tx
      .select({ by: staff.name, at: calls.loggedAt })
      .from(calls)
      .innerJoin(staff, and(eq(staff.clinicId, calls.clinicId), eq(staff.id, calls.calledBy)))
      .where(
        and(
          eq(calls.clinicId, actor.clinicId),
          eq(calls.patientId, call.call.patientId),
          ne(calls.calledBy, actor.staffId),
          gte(calls.loggedAt, call.call.startedAt),
        ),
      )
      .orderBy(desc(calls.loggedAt))
      .limit(1);
    return {
      patientId: call.call.patientId,
      patientName: call.patientName,
      outcome: call.call.outcome,
      nextAction: call.call.nextAction,
      dueAt: call.call.nextDueAt,
      alsoBy: also?.by ?? null,
      alsoAt: also?.at ?? null,
    };
  });
}
