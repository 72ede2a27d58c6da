import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { PHOTO_REMOVALS } from "@/lib/photos/removal";
import { checkIns, patients, recoveries } from "./care";
import { staff } from "./clinic";
import { clinicId, instant, ownId } from "./columns";

/**
 * A photo that a patient sent. The row comes before the bytes and names where they go, so nothing is ever kept
 * that no row knows of; what isn't `storedAt` is shown to nobody. A removed photo leaves its row.
 */
export const photos = pgTable(
  "photos",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    /** The report that it was sent with. */
    checkInId: uuid(),
    /** As in the check-in: null stands for all that was healing. */
    recoveryId: uuid(),
    /** When the phone says that its file is from; null when it says nothing. */
    takenAt: instant(),
    receivedAt: instant().notNull(),
    /** Of what is kept, in pixels, upright. */
    width: integer().notNull(),
    height: integer().notNull(),
    byteCount: integer().notNull(),
    /** Of the bytes that are kept, hexadecimal. */
    sha256: text().notNull(),
    /** When the patient said yes, by use. Without the first nothing is kept. */
    consentCareAt: instant().notNull(),
    consentTeachingAt: instant(),
    storageKey: text().notNull(),
    /** The bytes are there. */
    storedAt: instant(),
    removedAt: instant(),
    /** Null when the desk did it by itself. */
    removedBy: uuid(),
    removedReason: text({ enum: PHOTO_REMOVALS }),
    /** The bytes are gone. */
    erasedAt: instant(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.checkInId],
      foreignColumns: [checkIns.clinicId, checkIns.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({ columns: [t.clinicId, t.removedBy], foreignColumns: [staff.clinicId, staff.id] }),
    unique("photos_sent_once").on(t.clinicId, t.idempotencyKey),
    unique("photos_storage_key").on(t.storageKey),
    index("photos_of_patient").on(t.clinicId, t.patientId, t.receivedAt),
    index("photos_to_erase")
      .on(t.clinicId, t.receivedAt)
      .where(sql`erased_at is null and (removed_at is not null or stored_at is null)`),
    check("photos_removed_for_a_reason", sql`(removed_at is null) = (removed_reason is null)`),
    check("photos_erased_when_removed", sql`erased_at is null or removed_at is not null`),
  ],
);
