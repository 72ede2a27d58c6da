import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Answers } from "@/lib/triage/protocol";
import { checkIns, patients, recoveries } from "./care";
import { staff } from "./clinic";
import { clinicId, instant, ownId } from "./columns";
import { messages } from "./messages";

/**
 * What opens a patient's own page, and only the hash of its token. Each message carries one of its own; of those
 * made by hand one holds at a time.
 */
export const checkInLinks = pgTable(
  "check_in_links",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    /** SHA-256 of the token, base64url. */
    tokenHash: text().notNull(),
    createdAt: instant().notNull(),
    /** Null: the desk made it for a message. */
    createdBy: uuid(),
    messageId: uuid(),
    expiresAt: instant().notNull(),
    /** Taken back, or replaced by a newer one. */
    revokedAt: instant(),
    revokedBy: uuid(),
    /** Wrong birth dates since the last right one. */
    wrongTries: integer().notNull().default(0),
    /** Too many of them: nobody gets in by this link any more. */
    lockedAt: instant(),
    /** When somebody last said the right birth date. */
    openedAt: instant(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({ columns: [t.clinicId, t.createdBy], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({ columns: [t.clinicId, t.revokedBy], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({
      columns: [t.clinicId, t.messageId],
      foreignColumns: [messages.clinicId, messages.id],
    }),
    check("check_in_links_made_by", sql`num_nonnulls(created_by, message_id) = 1`),
    // Looked up before the clinic is known.
    unique("check_in_links_token").on(t.tokenHash),
    unique("check_in_links_made_once").on(t.clinicId, t.idempotencyKey),
    uniqueIndex("check_in_links_one_holds")
      .on(t.clinicId, t.patientId)
      .where(sql`revoked_at is null and message_id is null`),
    index("check_in_links_of_patient").on(t.clinicId, t.patientId, t.createdAt),
    index("check_in_links_locked")
      .on(t.clinicId, t.patientId)
      .where(sql`locked_at is not null and revoked_at is null`),
  ],
);

/**
 * A report that a patient has begun and not sent, one a patient: each answer is kept when it is given. What
 * asked for help at once has been reported already and stands in `reported`.
 */
export const checkInDrafts = pgTable(
  "check_in_drafts",
  {
    clinicId: clinicId(),
    patientId: uuid().notNull(),
    id: ownId(),
    /** The area that was named; null: all that is healing. */
    recoveryId: uuid(),
    answers: jsonb().$type<Answers>().notNull(),
    reported: jsonb().$type<Answers>().notNull(),
    /** The check-in that `reported` went into last. */
    checkInId: uuid(),
    startedAt: instant().notNull(),
    savedAt: instant().notNull(),
    /** Of the check-in that the answers become. */
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.patientId] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.checkInId],
      foreignColumns: [checkIns.clinicId, checkIns.id],
    }),
  ],
);
