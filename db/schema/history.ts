import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { contactPoints, patients, recoveries } from "./care";
import { clinicId, instant, ownId } from "./columns";

/** What changed over time and is asked of a past instant: the tables of `care` say only what stands now. */

/** Since when a number or address could be used, and with consent: each holds until the next. */
export const contactPointStates = pgTable(
  "contact_point_states",
  {
    clinicId: clinicId(),
    contactPointId: uuid().notNull(),
    at: instant().notNull(),
    usable: boolean().notNull(),
    consent: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.contactPointId, t.at] }),
    foreignKey({
      columns: [t.clinicId, t.contactPointId],
      foreignColumns: [contactPoints.clinicId, contactPoints.id],
    }),
  ],
);

/** When a patient wanted to be left alone: from the one instant up to the other, or without an end. */
export const doNotContactPeriods = pgTable(
  "do_not_contact_periods",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    index("do_not_contact_periods_of_patient").on(t.clinicId, t.patientId),
  ],
);

/**
 * When a patient is asked to check in, one row a check: an answer observed and told in the window, half-open,
 * is an answer to it. Cancelled once nobody will ask any more; a row is never taken away.
 */
export const dueChecks = pgTable(
  "due_checks",
  {
    clinicId: clinicId(),
    id: ownId(),
    recoveryId: uuid().notNull(),
    opensAt: instant().notNull(),
    dueAt: instant().notNull(),
    closesAt: instant().notNull(),
    cancelledAt: instant(),
    /** A message for it stands in the ledger since then. */
    messagePlannedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    index("due_checks_without_message")
      .on(t.clinicId, t.dueAt)
      .where(sql`message_planned_at is null and cancelled_at is null`),
    index("due_checks_of_recovery").on(t.clinicId, t.recoveryId),
    index("due_checks_due").on(t.clinicId, t.dueAt),
    check("due_checks_window", sql`opens_at < closes_at`),
  ],
);

/** A closed recovery that a report opened again; void from the instant at which that report was taken back. */
export const reopenings = pgTable(
  "reopenings",
  {
    clinicId: clinicId(),
    id: ownId(),
    recoveryId: uuid().notNull(),
    at: instant().notNull(),
    voidedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    index("reopenings_of_recovery").on(t.clinicId, t.recoveryId),
  ],
);
