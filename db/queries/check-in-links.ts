import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { contactPoints, patients } from "@/db/schema/care";
import { checkInLinks } from "@/db/schema/check-in";
import { staff } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import { mayRing } from "@/lib/calls/may-ring";
import { hashOfToken, type LinkState, linkState } from "@/lib/check-in/link";
import type { ContactKind } from "@/lib/patients/contact";
import type { Language } from "@/lib/patients/languages";

/** Which link it is that somebody holds: all that may be known of it before their birth date. */
export type LinkReference = { clinicId: string; linkId: string };

/**
 * The link of a token, before any clinic is known; null for one that never was, has ended or was taken
 * back, all by the same statement. The database shows it the row of this very token, for this one
 * transaction.
 */
export function findCheckInLink(
  token: string,
  now: Date,
  database: Database = db,
): Promise<LinkReference | null> {
  const tokenHash = hashOfToken(token);
  return database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.check_in_link', ${tokenHash}, true)`);
    const [found] = await tx
      .select({ clinicId: checkInLinks.clinicId, linkId: checkInLinks.id })
      .from(checkInLinks)
      .where(
        and(
          eq(checkInLinks.tokenHash, tokenHash),
          isNull(checkInLinks.revokedAt),
          gt(checkInLinks.expiresAt, now),
        ),
      );
    return found ?? null;
  });
}

/** Whose link it is, and whether it has locked itself. For the server alone: nothing of it is shown. */
export function findLinkHolder(
  link: LinkReference,
  database: Database = db,
): Promise<{ patientId: string; locked: boolean } | null> {
  return inClinic(link, database, async (tx) => {
    const [found] = await tx
      .select({ patientId: checkInLinks.patientId, lockedAt: checkInLinks.lockedAt })
      .from(checkInLinks)
      .where(and(eq(checkInLinks.clinicId, link.clinicId), eq(checkInLinks.id, link.linkId)));
    return found ? { patientId: found.patientId, locked: found.lockedAt !== null } : null;
  });
}

/** In which language a patient is written to, and where: nowhere for who doesn't want to be contacted. */
export type LinkRecipient = {
  language: Language;
  contacts: { kind: ContactKind; value: string }[];
};

/** Where a link can be sent by hand: the patient's own numbers and addresses that can be used. */
export function findLinkRecipient(
  actor: Actor,
  patientId: string,
  now: Date,
  database: Database = db,
): Promise<LinkRecipient> {
  requirePermission(actor, "hand out check-in link");
  return inClinic(actor, database, async (tx) => {
    const [patient] = await tx
      .select({
        language: patients.language,
        consentToContact: patients.consentToContact,
        doNotContactUntil: patients.doNotContactUntil,
      })
      .from(patients)
      .where(and(eq(patients.clinicId, actor.clinicId), eq(patients.id, patientId)));
    if (!patient) return { language: "en", contacts: [] };
    // A link is no emergency: unlike a call it is never offered against the patient's wish.
    if (!mayRing(patient, "expected", now)) return { language: patient.language, contacts: [] };
    const contacts = await tx
      .select({ kind: contactPoints.kind, value: contactPoints.value })
      .from(contactPoints)
      .where(
        and(
          eq(contactPoints.clinicId, actor.clinicId),
          eq(contactPoints.patientId, patientId),
          eq(contactPoints.reaches, "patient"),
          eq(contactPoints.usable, true),
        ),
      )
      .orderBy(desc(contactPoints.kind), asc(contactPoints.createdAt));
    return { language: patient.language, contacts };
  });
}

/** A link as staff see it in a record. */
export type ListedLink = {
  linkId: string;
  state: LinkState;
  createdAt: Date;
  /** Null: the desk made it for a message. */
  by: string | null;
  expiresAt: Date;
  revokedAt: Date | null;
  lockedAt: Date | null;
  openedAt: Date | null;
};

/** A patient's newest links, those of records that are part of theirs included; newest first. */
export function listCheckInLinks(
  actor: Actor,
  patientId: string,
  now: Date,
  database: Database = db,
): Promise<ListedLink[]> {
  requirePermission(actor, "hand out check-in link");
  return inClinic(actor, database, async (tx) => {
    const found = await tx
      .select({ link: checkInLinks, by: staff.name })
      .from(checkInLinks)
      .innerJoin(
        patients,
        and(eq(patients.clinicId, checkInLinks.clinicId), eq(patients.id, checkInLinks.patientId)),
      )
      .leftJoin(
        staff,
        and(eq(staff.clinicId, checkInLinks.clinicId), eq(staff.id, checkInLinks.createdBy)),
      )
      .where(
        and(
          eq(checkInLinks.clinicId, actor.clinicId),
          sql`${patientId} in (${patients.id}, ${patients.mergedInto})`,
        ),
      )
      .orderBy(desc(checkInLinks.createdAt), desc(checkInLinks.id))
      .limit(SHOWN);
    return found.map(({ link, by }) => ({
      linkId: link.id,
      state: linkState(link, now),
      createdAt: link.createdAt,
      by,
      expiresAt: link.expiresAt,
      revokedAt: link.revokedAt,
      lockedAt: link.lockedAt,
      openedAt: link.openedAt,
    }));
  });
}

/** How many links a record shows. */
const SHOWN = 10;
