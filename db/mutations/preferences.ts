import { and, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { preferences } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import { FIRST_PREFERENCES, type Preferences } from "@/lib/preferences";
import { writeAudit } from "./audit";

export type ChoosePreferencesResult =
  | { ok: true; chosen: Preferences }
  | { ok: false; reason: "stale"; stands: Preferences };

/**
 * Keeps how this person works: what is given, the rest as it stands. With a version, 0 for how
 * everybody begins, a form that shows something older is refused; a key that turns one thing over
 * sends none.
 */
export async function choosePreferences(
  actor: Actor,
  { version, ...given }: Partial<Preferences> & { version: number | null },
  now: Date,
  database: Database = db,
): Promise<ChoosePreferencesResult> {
  requirePermission(actor, "choose preferences");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    const own = and(eq(preferences.clinicId, clinicId), eq(preferences.staffId, staffId));
    await tx
      .insert(preferences)
      .values({ clinicId, staffId, ...FIRST_PREFERENCES, version: 0 })
      .onConflictDoNothing();
    const [row] = await tx
      .select()
      .from(preferences)
      .where(and(eq(preferences.clinicId, clinicId), eq(preferences.staffId, staffId)))
      .for("update");
    const { shortcuts, density, morningMail } = row!;
    const stands = { shortcuts, density, morningMail };
    if (version !== null && version !== row!.version) {
      return { ok: false, reason: "stale", stands };
    }
    const chosen = { ...stands, ...given };
    await tx
      .update(preferences)
      .set({ ...chosen, version: row!.version + 1 })
      .where(own);
    await writeAudit(
      tx,
      actor,
      { action: "preferences.choose", subjectId: staffId, details: { ...chosen } },
      now,
    );
    return { ok: true, chosen };
  });
}
