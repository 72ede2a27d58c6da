import { and, asc, eq, or } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { staff } from "@/db/schema/clinic";
import { savedViews } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import type { View } from "@/lib/worklist/views";

export type SavedView = View & {
  id: string;
  shared: boolean;
  mine: boolean;
  owner: string;
  version: number;
};

/** The views that this person sees: their own and what others of the clinic share, by name. */
export async function listViews(actor: Actor, database: Database = db): Promise<SavedView[]> {
  requirePermission(actor, "see worklist");
  return inClinic(actor, database, async (tx) => {
    const rows = await tx
      .select({
        id: savedViews.id,
        name: savedViews.name,
        query: savedViews.query,
        shared: savedViews.shared,
        ownerId: savedViews.ownerId,
        owner: staff.name,
        version: savedViews.version,
      })
      .from(savedViews)
      .innerJoin(
        staff,
        and(eq(staff.clinicId, savedViews.clinicId), eq(staff.id, savedViews.ownerId)),
      )
      .where(
        and(
          eq(savedViews.clinicId, actor.clinicId),
          or(eq(savedViews.ownerId, actor.staffId), eq(savedViews.shared, true)),
        ),
      )
      .orderBy(asc(savedViews.name), asc(savedViews.id))
      .limit(100);
    return rows.map(({ ownerId, ...view }) => ({ ...view, mine: ownerId === actor.staffId }));
  });
}
