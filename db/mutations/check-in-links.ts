import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import type { LinkReference } from "@/db/queries/check-in-links";
import { patients } from "@/db/schema/care";
import { checkInLinks } from "@/db/schema/check-in";
import { type Actor, type PatientActor, requirePermission } from "@/lib/actor";
import { hashOfToken, LINK_DAYS, linkState, MOST_WRONG_TRIES } from "@/lib/check-in/link";
import { writeAudit } from "./audit";
import { lockPatient, lockStanding } from "./check-ins";

export type CreateCheckInLinkResult =
  | { ok: true; linkId: string; expiresAt: Date }
  /** Without a birth date nobody could open it; without a treatment there is nothing to report on. */
  | { ok: false; reason: "not_found" | "no_birth_date" | "no_treatment" };

/**
 * Makes a link to a patient's own page; `token` is a new one, of which only the hash is kept. The one made by
 * hand before is revoked, and so is what has locked itself. The same key again answers as the first time did.
 */
export async function createCheckInLink(
  actor: Actor,
  {
    patientId,
    token,
    idempotencyKey,
  }: { patientId: string; token: string; idempotencyKey: string },
  now: Date,
  database: Database = db,
): Promise<CreateCheckInLinkResult> {
  requirePermission(actor, "hand out check-in link");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const [again] = await tx
      .select()
      .from(checkInLinks)
      .where(
        and(eq(checkInLinks.clinicId, clinicId), eq(checkInLinks.idempotencyKey, idempotencyKey)),
      );
    if (again && again.patientId !== patientId) return { ok: false, reason: "not_found" };
    if (again) return { ok: true, linkId: again.id, expiresAt: again.expiresAt };
    const missing = await missingForLink(tx, clinicId, patientId);
    if (missing) return { ok: false, reason: missing };

    const replaced = await revokeHolding(tx, clinicId, patientId, staffId, now);
    const linkId = uuidv7();
    const expiresAt = new Date(now.getTime() + LINK_DAYS * 86_400_000);
    await tx.insert(checkInLinks).values({
      clinicId,
      id: linkId,
      patientId,
      tokenHash: hashOfToken(token),
      createdAt: now,
      createdBy: staffId,
      expiresAt,
      idempotencyKey,
    });
    // A locked link was a task: the new one ends it.
    await rewriteLine(tx, clinicId, patientId, { news: false, idle: true }, now);
    await writeAudit(
      tx,
      actor,
      { action: "link.make", patientId, subjectId: linkId, details: { replaces: replaced } },
      now,
    );
    return { ok: true, linkId, expiresAt };
  });
}

/** Takes a link back: nobody gets in by it any more, and whoever is in is out. A second time changes nothing. */
export async function revokeCheckInLink(
  actor: Actor,
  { patientId, linkId }: { patientId: string; linkId: string },
  now: Date,
  database: Database = db,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  requirePermission(actor, "hand out check-in link");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const [link] = await tx
      .select({ patientId: checkInLinks.patientId, revokedAt: checkInLinks.revokedAt })
      .from(checkInLinks)
      .where(and(eq(checkInLinks.clinicId, clinicId), eq(checkInLinks.id, linkId)));
    if (!link || (await lockStanding(tx, clinicId, link.patientId)) !== patientId) {
      return { ok: false, reason: "not_found" };
    }
    if (link.revokedAt !== null) return { ok: true };
    await tx
      .update(checkInLinks)
      .set({ revokedAt: now, revokedBy: actor.staffId })
      .where(and(eq(checkInLinks.clinicId, clinicId), eq(checkInLinks.id, linkId)));
    await rewriteLine(tx, clinicId, patientId, { news: false, idle: true }, now);
    await writeAudit(tx, actor, { action: "link.revoke", patientId, subjectId: linkId }, now);
    return { ok: true };
  });
}

export type VerifyCheckInLinkResult =
  | { ok: true; actor: PatientActor }
  /** `gone`: it ended meanwhile. `locked`: no birth date is looked at any more. */
  | { ok: false; reason: "wrong" | "locked" | "gone" };

/**
 * Compares a birth date ("1990-05-17") with the patient's: the second factor. Too many wrong ones in a
 * row lock the link, and somebody has to call. A patient whose birth date was taken off the record is
 * never let in.
 */
export async function verifyCheckInLink(
  link: LinkReference,
  birthOn: string,
  now: Date,
  database: Database = db,
): Promise<VerifyCheckInLinkResult> {
  return inClinic(link, database, async (tx) => {
    const { clinicId, linkId } = link;
    const own = and(eq(checkInLinks.clinicId, clinicId), eq(checkInLinks.id, linkId));
    const [held] = await tx
      .select({ patientId: checkInLinks.patientId })
      .from(checkInLinks)
      .where(own);
    // The patient first, as whoever makes or revokes a link does.
    const patientId = held ? await lockStanding(tx, clinicId, held.patientId) : null;
    const [stored] = await tx.select().from(checkInLinks).where(own).for("update");
    if (!stored || patientId === null) return { ok: false, reason: "gone" };
    const state = linkState(stored, now);
    if (state !== "holds") return { ok: false, reason: state === "locked" ? "locked" : "gone" };

    const actor: PatientActor = { kind: "patient", clinicId, patientId: stored.patientId, linkId };
    const [patient] = await tx
      .select({ birthOn: patients.birthOn })
      .from(patients)
      .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)));
    if (patient?.birthOn === birthOn) {
      await tx.update(checkInLinks).set({ wrongTries: 0, openedAt: now }).where(own);
      await writeAudit(tx, actor, { action: "link.open", patientId, subjectId: linkId }, now);
      return { ok: true, actor };
    }
    const wrongTries = stored.wrongTries + 1;
    const locks = wrongTries >= MOST_WRONG_TRIES;
    await tx
      .update(checkInLinks)
      .set({ wrongTries, lockedAt: locks ? now : null })
      .where(own);
    if (locks) {
      await rewriteLine(tx, clinicId, patientId, { news: false, callFor: "locked_out" }, now);
    }
    await writeAudit(
      tx,
      actor,
      { action: locks ? "link.lock" : "link.refuse", patientId, subjectId: linkId },
      now,
    );
    return { ok: false, reason: locks ? "locked" : "wrong" };
  });
}

async function missingForLink(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<"no_birth_date" | "no_treatment" | null> {
  const [known] = await tx
    .select({
      birthOn: patients.birthOn,
      treated: sql<boolean>`exists (select from recoveries r
        where r.clinic_id = ${clinicId} and r.patient_id = ${patientId})`,
    })
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)));
  if (!known?.birthOn) return "no_birth_date";
  return known.treated ? null : "no_treatment";
}

/**
 * Revokes the link to a record that was made by hand, and those that have locked themselves, those to records
 * that are part of it included. Links in messages hold on: somebody may open an older one. Returns how many.
 */
async function revokeHolding(
  tx: Database,
  clinicId: string,
  patientId: string,
  staffId: string,
  now: Date,
): Promise<number> {
  const revoked = await tx
    .update(checkInLinks)
    .set({ revokedAt: now, revokedBy: staffId })
    .where(
      and(
        eq(checkInLinks.clinicId, clinicId),
        isNull(checkInLinks.revokedAt),
        or(isNull(checkInLinks.messageId), isNotNull(checkInLinks.lockedAt)),
        sql`${checkInLinks.patientId} in (select p.id from patients p
          where p.clinic_id = ${clinicId} and ${patientId} in (p.id, p.merged_into))`,
      ),
    )
    .returning({ id: checkInLinks.id });
  return revoked.length;
}
