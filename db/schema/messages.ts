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
import { CHANNELS } from "@/lib/messaging/adapter";
import { TEMPLATES } from "@/lib/messaging/templates";
import {
  HOLD_REASONS,
  MESSAGE_KINDS,
  MESSAGE_STATES,
  MESSAGE_STATUSES,
  STOP_KINDS,
} from "@/lib/messaging/words";
import { patients } from "./care";
import { staff } from "./clinic";
import { clinicId, instant, ownId } from "./columns";
import { dueChecks } from "./history";

/**
 * What the desk writes to a patient or to somebody of the staff: from when on it may leave, and what came of
 * it. The words themselves aren't kept here.
 */
export const messages = pgTable(
  "messages",
  {
    clinicId: clinicId(),
    id: ownId(),
    /** Null: it goes to staff. */
    patientId: uuid(),
    staffId: uuid(),
    /** What it was written for, such as a check, so that nothing is written twice for it. */
    cause: text().notNull(),
    kind: text({ enum: MESSAGE_KINDS }).notNull(),
    template: text({ enum: TEMPLATES }).notNull(),
    dueCheckId: uuid(),
    askedBy: uuid(),
    createdAt: instant().notNull(),
    state: text({ enum: MESSAGE_STATES }).notNull(),
    /** When it is looked at next, while it isn't over. */
    leavesAt: instant().notNull(),
    /** Why it waits, or never left. */
    held: text({ enum: HOLD_REASONS }),
    /** What the provider called its failure. */
    failure: text(),
    tries: integer().notNull().default(0),
    /** When the last try began. */
    triedAt: instant(),
    /** By what and where the last try went. Until then, where that isn't decided, both are null. */
    channel: text({ enum: CHANNELS }),
    value: text(),
    /** SHA-256 of the body of the last try, hex: a provider that lists messages is asked for it. */
    bodyHash: text(),
    sentAt: instant(),
    providerId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({ columns: [t.clinicId, t.staffId], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({ columns: [t.clinicId, t.askedBy], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({
      columns: [t.clinicId, t.dueCheckId],
      foreignColumns: [dueChecks.clinicId, dueChecks.id],
    }),
    unique("messages_once").on(t.clinicId, t.cause),
    index("messages_of_check").on(t.clinicId, t.dueCheckId).where(sql`due_check_id is not null`),
    index("messages_of_patient").on(t.clinicId, t.patientId, t.createdAt),
    index("messages_to_value").on(t.clinicId, t.value, t.triedAt),
    index("messages_sent").on(t.clinicId, t.sentAt),
    index("messages_ahead")
      .on(t.clinicId, t.leavesAt)
      .where(sql`state in ('waiting', 'sending', 'unsure')`),
    check("messages_to_somebody", sql`num_nonnulls(patient_id, staff_id) = 1`),
    check(
      "messages_sent_somewhere",
      sql`state <> 'sent' or (sent_at is not null and value is not null)`,
    ),
  ],
);

/** What a provider said of a message. Append only: news may come late and out of order. */
export const messageStatuses = pgTable(
  "message_statuses",
  {
    clinicId: clinicId(),
    id: ownId(),
    messageId: uuid().notNull(),
    at: instant().notNull(),
    status: text({ enum: MESSAGE_STATUSES }).notNull(),
    /** The provider's code of a failure. */
    code: text(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.messageId],
      foreignColumns: [messages.clinicId, messages.id],
    }),
    index("message_statuses_of_message").on(t.clinicId, t.messageId, t.at),
  ],
);

/** Somebody answered STOP or START: it holds for the number or address, whoever has it. Append only. */
export const messageStops = pgTable(
  "message_stops",
  {
    clinicId: clinicId(),
    id: ownId(),
    value: text().notNull(),
    kind: text({ enum: STOP_KINDS }).notNull(),
    at: instant().notNull(),
    /** Who said it for them; null when it came as a text. */
    recordedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId, t.recordedBy], foreignColumns: [staff.clinicId, staff.id] }),
    index("message_stops_of_value").on(t.clinicId, t.value, t.at),
    index("message_stops_at").on(t.clinicId, t.at),
  ],
);

/** A text that came from a number. Whose it is follows from who has the number now. */
export const receivedTexts = pgTable(
  "received_texts",
  {
    clinicId: clinicId(),
    id: ownId(),
    value: text().notNull(),
    body: text().notNull(),
    receivedAt: instant().notNull(),
    providerId: text().notNull(),
    readAt: instant(),
    readBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId, t.readBy], foreignColumns: [staff.clinicId, staff.id] }),
    unique("received_texts_once").on(t.clinicId, t.providerId),
    index("received_texts_of_value").on(t.clinicId, t.value, t.receivedAt),
    index("received_texts_unread").on(t.clinicId, t.receivedAt).where(sql`read_at is null`),
  ],
);
