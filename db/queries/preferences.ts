import { and, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { preferences } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import { FIRST_PREFERENCES, type Preferences } from "@/lib/preferences";

/** How this person works; version 0 is how everybody begins. */
export async function findPreferences(
  actor: Actor,
  database: Database = db,
): Promise<Preferences & { version: number }> {
  requirePermission(actor, "choose preferences");
  return inClinic(actor, database, async (tx) => {
    const [chosen] = await tx
      .select({
        shortcuts: preferences.shortcuts,
        density: preferences.density,
        morningMail: preferences.morningMail,
        version: preferences.version,
      })
      .from(preferences)
      .where(and(eq(preferences.clinicId, actor.clinicId), eq(preferences.staffId, actor.staffId)));
    return chosen ?? { ...FIRST_PREFERENCES, version: 0 };
  });
}
