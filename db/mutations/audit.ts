import type { Database } from "@/db/client";
import { auditEvents } from "@/db/schema/clinic";
import type { Actor } from "@/lib/actor";
import type { AuditEntry } from "@/lib/audit";

/**
 * Appends to the clinic's chain inside the caller's transaction: if this fails, the change fails.
 * The database fills in sequence and hash while it holds the end of the chain, so write it last.
 */
export async function writeAudit(
  tx: Database,
  actor: Actor,
  entry: AuditEntry,
  now: Date,
): Promise<void> {
  await tx.insert(auditEvents).values({
    clinicId: actor.clinicId,
    at: now,
    actorKind: actor.kind,
    actorId: actor.kind === "staff" ? actor.staffId : actor.job,
    action: entry.action,
    patientId: entry.patientId ?? null,
    subjectId: entry.subjectId ?? null,
    details: entry.details ?? {},
    // Overwritten by the trigger that links the chain.
    seq: 0,
    prevHash: "",
    hash: "",
  });
}
