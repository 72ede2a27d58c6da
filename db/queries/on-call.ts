import { type Database, db, inClinic } from "@/db/client";
import { type OnCallShift, shiftAt } from "@/db/on-call-shift";
import { type Actor, requirePermission } from "@/lib/actor";

/** Who is on call now; null when nobody is. Everybody at the desk may know. */
export async function findOnCall(
  actor: Actor,
  now: Date,
  database: Database = db,
): Promise<OnCallShift | null> {
  requirePermission(actor, "see worklist");
  return inClinic(actor, database, (tx) => shiftAt(tx, actor.clinicId, now));
}
