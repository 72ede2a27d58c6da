import { and, desc, eq, gte } from "drizzle-orm";
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
    actorId: actorIdOf(actor),
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

/** Who it was: a person of the clinic, a patient by the link that let them in, or a job by its name. */
function actorIdOf(actor: Actor): string {
  if (actor.kind === "staff") return actor.staffId;
  return actor.kind === "patient" ? actor.linkId : actor.job;
}

/** A record that stays open is one look for so long, however often it is drawn anew. */
const LOOK_MS = 15 * 60_000;

/**
 * Notes that somebody saw a patient's record. A page that is drawn anew by itself leaves no entry
 * within 15 minutes of one by the same person: a busy desk would fill the audit with looks that
 * nobody took.
 */
export async function auditLook(
  tx: Database,
  actor: Actor,
  patientId: string,
  now: Date,
): Promise<void> {
  const drawnAnew = actor.kind === "staff" && actor.background === true;
  if (drawnAnew && (await sawLately(tx, actor.clinicId, actor.staffId, patientId, now))) return;
  await writeAudit(tx, actor, { action: "patient.view", patientId }, now);
}

async function sawLately(
  tx: Database,
  clinicId: string,
  staffId: string,
  patientId: string,
  now: Date,
): Promise<boolean> {
  const looks = await tx
    .select({ seq: auditEvents.seq })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.clinicId, clinicId),
        eq(auditEvents.patientId, patientId),
        eq(auditEvents.actorId, staffId),
        eq(auditEvents.action, "patient.view"),
        gte(auditEvents.at, new Date(now.getTime() - LOOK_MS)),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  return looks.length > 0;
}
