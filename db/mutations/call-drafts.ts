import { and, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { callDrafts, calls } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import type { CallDraftEntry } from "@/lib/calls/draft";
import { dropDraft } from "./calls";
import { lockPatient } from "./check-ins";

export type KeepCallDraftResult =
  | { ok: true; savedAt: Date }
  /** `logged`: the form was saved as a call meanwhile; a draft of it would come back from the dead. */
  | { ok: false; reason: "not_found" | "logged" };

/** Keeps an unfinished call form, one a person and patient; each save replaces the one before. */
export async function keepCallDraft(
  actor: Actor,
  { patientId, idempotencyKey, fields }: CallDraftEntry,
  now: Date,
  database: Database = db,
): Promise<KeepCallDraftResult> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    // Takes its turn with the call itself, so that neither misses the other.
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const logged = await tx
      .select({ id: calls.id })
      .from(calls)
      .where(and(eq(calls.clinicId, clinicId), eq(calls.idempotencyKey, idempotencyKey)));
    if (logged.length > 0) return { ok: false, reason: "logged" };
    const draft = { fields, idempotencyKey, savedAt: now };
    await tx
      .insert(callDrafts)
      .values({ clinicId, staffId, patientId, ...draft })
      .onConflictDoUpdate({
        target: [callDrafts.clinicId, callDrafts.staffId, callDrafts.patientId],
        set: draft,
      });
    return { ok: true, savedAt: now };
  });
}

/** Throws one's own draft about a patient away. */
export async function dropCallDraft(
  actor: Actor,
  { patientId }: { patientId: string },
  _now: Date,
  database: Database = db,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  requirePermission(actor, "log call");
  return inClinic(actor, database, async (tx) => {
    const dropped = await dropDraft(tx, actor.clinicId, actor.staffId, patientId);
    return dropped ? { ok: true } : { ok: false, reason: "not_found" };
  });
}
