import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { keepContactStates } from "@/db/contact-history";
import { rewriteLine } from "@/db/follow-up-line";
import { contactPoints } from "@/db/schema/care";
import { rewriteSearchTerms } from "@/db/search-terms";
import { type Actor, requirePermission } from "@/lib/actor";
import { type ContactFacts, changedContact } from "@/lib/patients/contact";
import type { NewContact } from "@/lib/patients/schema";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type AddContactResult =
  | { ok: true; contactPointId: string }
  /** The patient has this number or address, known otherwise than it was given now. */
  | { ok: false; reason: "not_found" | "already_here" };

/** Adds a number or address of a patient. The same once more is the one that is there. */
export async function addContactPoint(
  actor: Actor,
  { patientId, ...contact }: NewContact & { patientId: string },
  now: Date,
  database: Database = db,
): Promise<AddContactResult> {
  requirePermission(actor, "correct patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const [here] = await tx
      .select()
      .from(contactPoints)
      .where(
        and(
          eq(contactPoints.clinicId, clinicId),
          eq(contactPoints.patientId, patientId),
          eq(contactPoints.kind, contact.kind),
          eq(contactPoints.value, contact.value),
        ),
      );
    if (here) {
      return changedContact(here, contact).length > 0
        ? { ok: false, reason: "already_here" }
        : { ok: true, contactPointId: here.id };
    }
    const contactPointId = uuidv7();
    await tx
      .insert(contactPoints)
      .values({ ...contact, clinicId, id: contactPointId, patientId, createdAt: now });
    await keepContactStates(tx, clinicId, [patientId], now);
    await rewriteSearchTerms(tx, clinicId, patientId);
    await rewriteLine(tx, clinicId, patientId, { news: false }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: "contact.save",
        patientId,
        subjectId: contactPointId,
        details: { added: contact.kind },
      },
      now,
    );
    return { ok: true, contactPointId };
  });
}

export type SaveContactResult =
  | { ok: true }
  | { ok: false; reason: "not_found" }
  /** Somebody changed it meanwhile: what stands now. */
  | { ok: false; reason: "stale"; stored: ContactFacts; version: number };

/**
 * Changes what is known of a number or address: whom it reaches, whose it is, voicemail, and whether it can be
 * used. The number itself never changes: a wrong one is marked as not usable, and the right one added, so that
 * whoever rings back from the old one is still found.
 */
export async function saveContactPoint(
  actor: Actor,
  sent: {
    patientId: string;
    contactPointId: string;
    facts: ContactFacts;
    /** The version that was on the screen. */
    version: number;
  },
  now: Date,
  database: Database = db,
): Promise<SaveContactResult> {
  requirePermission(actor, "correct patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const { patientId, contactPointId } = sent;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const own = and(
      eq(contactPoints.clinicId, clinicId),
      eq(contactPoints.patientId, patientId),
      eq(contactPoints.id, contactPointId),
    );
    const [point] = await tx.select().from(contactPoints).where(own);
    if (!point) return { ok: false, reason: "not_found" };
    const { kind, version, reaches, owner, usable } = point;
    const stored = { reaches, owner, voicemailAllowed: point.voicemailAllowed, usable };
    const facts = kind === "phone" ? sent.facts : { ...sent.facts, voicemailAllowed: null };
    const changed = changedContact(stored, facts);
    if (changed.length === 0) return { ok: true };
    if (version !== sent.version) return { ok: false, reason: "stale", stored, version };
    await tx
      .update(contactPoints)
      .set({ ...facts, version: version + 1 })
      .where(own);
    await keepContactStates(tx, clinicId, [patientId], now);
    await rewriteLine(tx, clinicId, patientId, { news: false }, now);
    await writeAudit(
      tx,
      actor,
      { action: "contact.save", patientId, subjectId: contactPointId, details: { parts: changed } },
      now,
    );
    return { ok: true };
  });
}
