import { type Database, db, inClinic } from "@/db/client";
import type { OwnPermission, Permission, StaffActor } from "@/lib/actor";
import { writeAudit } from "./audit";

/** Notes that a signed-in person asked for something their role doesn't allow. */
export function denyAccess(
  actor: StaffActor,
  permission: Permission | OwnPermission,
  now: Date,
  database: Database = db,
): Promise<void> {
  const entry = { action: "access.deny", details: { permission, role: actor.role } } as const;
  return inClinic(actor, database, (tx) => writeAudit(tx, actor, entry, now));
}
