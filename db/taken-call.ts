import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "./client";
import { lockPatient } from "./mutations/check-ins";
import { staff } from "./schema/clinic";
import { calls } from "./schema/work";

export type KeptCall = typeof calls.$inferSelect;

/** A logged call, taken together with its patient for the length of the transaction; null when there is none. */
export async function takeCall(
  tx: Database,
  clinicId: string,
  callId: string,
): Promise<KeptCall | null> {
  const ofCall = and(eq(calls.clinicId, clinicId), eq(calls.id, callId));
  const [whose] = await tx.select({ patientId: calls.patientId }).from(calls).where(ofCall);
  if (!whose || !(await lockPatient(tx, clinicId, whose.patientId))) return null;
  const [call] = await tx.select().from(calls).where(ofCall).for("update");
  return call ?? null;
}

export type EarlierCall = {
  id: string;
  at: Date;
  calledBy: string;
  by: string;
  contactPointId: string | null;
  nextAction: string;
};

/** More numbers than anybody has were never dialled in one attempt. */
const EARLIER = 12;

/**
 * The patient's calls that count, newest first: all of them, or those before another one. Ids are
 * made in the order of saving.
 */
export function earlierCalls(
  tx: Database,
  clinicId: string,
  patientId: string,
  beforeId: string | null,
): Promise<EarlierCall[]> {
  return tx
    .select({
      id: calls.id,
      at: calls.loggedAt,
      calledBy: calls.calledBy,
      by: staff.name,
      contactPointId: calls.contactPointId,
      nextAction: calls.nextAction,
    })
    .from(calls)
    .innerJoin(staff, and(eq(staff.clinicId, calls.clinicId), eq(staff.id, calls.calledBy)))
    .where(
      and(
        eq(calls.clinicId, clinicId),
        eq(calls.patientId, patientId),
        isNull(calls.undoneAt),
        beforeId === null ? undefined : lt(calls.id, beforeId),
      ),
    )
    .orderBy(desc(calls.id))
    .limit(EARLIER);
}
