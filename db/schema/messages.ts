import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { MESSAGE_KINDS, MESSAGE_STATUSES, STOP_KINDS } from "@/lib/messaging/words";
import { patients } from "./care";
import { clinicId, instant, ownId } from "./columns";

/** What was sent to a patient, and when it left; null while it waits. The words themselves aren't kept here. */
export const messages = pgTable(
  "messages",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    /** The number or address that it went to, as it was then. */
    value: text().notNull(),
    kind: text({ enum: MESSAGE_KINDS }).notNull(),
    sentAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    index("messages_of_patient").on(t.clinicId, t.patientId, t.sentAt),
    index("messages_sent").on(t.clinicId, t.sentAt),
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
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    index("message_stops_of_value").on(t.clinicId, t.value, t.at),
    index("message_stops_at").on(t.clinicId, t.at),
  ],
);
