import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { staff } from "@/db/schema/clinic";
import { type Actor, type Permission, type Role, rolesWhoMay } from "@/lib/actor";

export type Colleague = { staffId: string; name: string; role: Role };

/** All people of the actor's clinic who may do a thing, by name: whom to ask or choose. Not disabled ones. */
export function listPeopleWhoMay(
  actor: Actor,
  permission: Permission,
  database: Database = db,
): Promise<Colleague[]> {
  return inClinic(actor, database, (tx) =>
    tx
      .select({ staffId: staff.id, name: staff.name, role: staff.role })
      .from(staff)
      .where(
        and(
          eq(staff.clinicId, actor.clinicId),
          inArray(staff.role, [...rolesWhoMay(permission)]),
          isNull(staff.disabledAt),
        ),
      )
      .orderBy(asc(staff.name), asc(staff.id)),
  );
}
