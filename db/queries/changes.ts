import { desc, eq } from "drizzle-orm";
import { type ChangeListener, openChangeListener } from "@/db/change-listener";
import { type Database, db, inClinic } from "@/db/client";
import { auditEvents } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import { changesSomething } from "@/lib/audit";
import { closeAtEnd } from "@/lib/closing";
import { databaseUrl } from "@/lib/env";

/** The process's one listener. */
let listener: ChangeListener | undefined;

/**
 * Calls `changed` whenever something on the list of the actor's clinic was changed, by whatever
 * process, or may have been while the database was away. It says nothing else. Returns what ends it.
 */
export function subscribeToChanges(actor: Actor, changed: () => void): () => void {
  requirePermission(actor, "see worklist");
  if (!listener) {
    const opened = openChangeListener(databaseUrl());
    closeAtEnd(() => opened.close());
    listener = opened;
  }
  return listener.subscribe(actor.clinicId, changed);
}

/** A change is stored with the instant at which it began, and may be seen this much later. */
const LONGEST_CHANGE_MS = 10_000;
/** So many entries back; whoever was away for longer than these has missed something. */
const ENTRIES = 100;

/** Whether anything may have been changed that a page read at `since` doesn't show. */
export async function hasChangedSince(
  actor: Actor,
  since: Date,
  database: Database = db,
): Promise<boolean> {
  requirePermission(actor, "see worklist");
  return inClinic(actor, database, async (tx) => {
    const entries = await tx
      .select({ at: auditEvents.at, action: auditEvents.action })
      .from(auditEvents)
      .where(eq(auditEvents.clinicId, actor.clinicId))
      .orderBy(desc(auditEvents.seq))
      .limit(ENTRIES);
    const from = since.getTime() - LONGEST_CHANGE_MS;
    const later = entries.filter(({ at }) => at.getTime() >= from);
    return later.length === ENTRIES || later.some(({ action }) => changesSomething(action));
  });
}
