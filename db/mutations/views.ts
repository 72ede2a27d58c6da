import { and, count, eq, ne } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { savedViews } from "@/db/schema/work";
import { type Actor, may, requirePermission } from "@/lib/actor";
import { MOST_VIEWS } from "@/lib/worklist/views";
import { writeAudit } from "./audit";

/** `id` is made with the form and becomes the view's: the form sent twice saves one view. */
export type NewView = { id: string; name: string; query: string; shared: boolean };

export type SaveViewResult =
  | { ok: true; viewId: string }
  | { ok: false; reason: "not_found" | "name_taken" | "too_many" };

/** Keeps filters under a name, for oneself or for everybody in the clinic. */
export async function saveView(
  actor: Actor,
  view: NewView,
  now: Date,
  database: Database = db,
): Promise<SaveViewResult> {
  requirePermission(actor, "save view");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    const before = await findView(tx, clinicId, view.id);
    if (before) {
      return before.ownerId === staffId
        ? { ok: true, viewId: view.id }
        : { ok: false, reason: "not_found" };
    }
    const [own] = await tx
      .select({ views: count() })
      .from(savedViews)
      .where(and(eq(savedViews.clinicId, clinicId), eq(savedViews.ownerId, staffId)));
    if (own!.views >= MOST_VIEWS) return { ok: false, reason: "too_many" };
    const kept = await tx
      .insert(savedViews)
      .values({ ...view, clinicId, ownerId: staffId, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: savedViews.id });
    if (kept.length === 0) return { ok: false, reason: "name_taken" };
    await writeAudit(
      tx,
      actor,
      { action: "view.save", subjectId: view.id, details: { shared: view.shared } },
      now,
    );
    return { ok: true, viewId: view.id };
  });
}

export type ChangeViewResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "name_taken" }
  | { ok: false; reason: "stale"; stands: { name: string; shared: boolean } };

/** Renames one's own view, shares it or takes it back. Refused when it changed since it was shown. */
export async function changeView(
  actor: Actor,
  change: { viewId: string; name: string; shared: boolean; version: number },
  now: Date,
  database: Database = db,
): Promise<ChangeViewResult> {
  requirePermission(actor, "save view");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    const view = await findView(tx, clinicId, change.viewId);
    if (view?.ownerId !== staffId) return { ok: false, reason: "not_found" };
    if (view.version !== change.version) {
      return { ok: false, reason: "stale", stands: { name: view.name, shared: view.shared } };
    }
    const taken = await tx
      .select({ id: savedViews.id })
      .from(savedViews)
      .where(
        and(
          eq(savedViews.clinicId, clinicId),
          eq(savedViews.ownerId, staffId),
          eq(savedViews.name, change.name),
          ne(savedViews.id, view.id),
        ),
      );
    if (taken.length > 0) return { ok: false, reason: "name_taken" };
    await tx
      .update(savedViews)
      .set({ name: change.name, shared: change.shared, version: view.version + 1 })
      .where(and(eq(savedViews.clinicId, clinicId), eq(savedViews.id, view.id)));
    await writeAudit(
      tx,
      actor,
      {
        action: "view.save",
        subjectId: view.id,
        details: { renamed: change.name !== view.name, shared: change.shared },
      },
      now,
    );
    return { ok: true };
  });
}

export type RemoveViewResult = { ok: true } | { ok: false; reason: "not_found" | "not_yours" };

/**
 * Removes a view: one's own; and a shared one of somebody else for whoever may, since people leave
 * and their views would stay in everybody's navigation.
 */
export async function removeView(
  actor: Actor,
  { viewId }: { viewId: string },
  now: Date,
  database: Database = db,
): Promise<RemoveViewResult> {
  requirePermission(actor, "save view");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId, role } = actor;
    const view = await findView(tx, clinicId, viewId);
    const mine = view?.ownerId === staffId;
    if (!view || (!mine && !view.shared)) return { ok: false, reason: "not_found" };
    if (!mine && !may(role, "remove shared view")) return { ok: false, reason: "not_yours" };
    await tx
      .delete(savedViews)
      .where(and(eq(savedViews.clinicId, clinicId), eq(savedViews.id, viewId)));
    await writeAudit(
      tx,
      actor,
      { action: "view.remove", subjectId: viewId, details: { owner: view.ownerId } },
      now,
    );
    return { ok: true };
  });
}

/** The view, taken for the length of the transaction. */
async function findView(tx: Database, clinicId: string, viewId: string) {
  const [view] = await tx
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.clinicId, clinicId), eq(savedViews.id, viewId)))
    .for("update");
  return view ?? null;
}
