import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { v7 as uuidv7 } from "uuid";
import { ROLES } from "@/lib/actor";
import type { OpeningHours } from "@/lib/follow-up/opening-hours";
import { DENSITIES } from "@/lib/preferences";
import type { Protocol } from "@/lib/triage/protocol";
import { clinicId, instant, ownId, version } from "./columns";

/** A tenant. Everything else hangs below one. */
export const clinics = pgTable("clinics", {
  id: uuid().primaryKey().$defaultFn(uuidv7),
  name: text().notNull(),
  /** IANA name; days, opening hours and screens are of this zone. */
  timeZone: text().notNull(),
  /** ISO 3166 alpha-2: how a phone number without a country code is read. */
  country: text().notNull(),
  phone: text().notNull(),
  emergencyNumber: text().notNull().default("911"),
  outOfHours: text().notNull().default(""),
  openingHours: jsonb().$type<OpeningHours>().notNull(),
  /** Days closed all day, as "2026-12-25". */
  holidays: jsonb().$type<string[]>().notNull().default([]),
  /** How long a treatment takes when the file doesn't say. */
  usualTreatmentMinutes: integer().notNull().default(60),
  /** A patient who was called once and then not for this many days is listed as stalled. */
  stalledDays: integer().notNull().default(3),
  /** Whether the desk asks patients by itself, at the protocol's hours. */
  checkInMessages: boolean().notNull().default(true),
  /** What messages call the clinic where its name would say too much; null: its name. */
  messageName: text(),
  /** Nobody is written to from the one clock time to the other, in the patient's zone. */
  quietFrom: text().notNull().default("20:00"),
  quietUntil: text().notNull().default("09:00"),
  /** The number that texts come from and are answered to, E.164: by it a text finds its clinic. */
  textNumber: text().unique("clinics_text_number"),
  /** Photos are removed so many days after the recovery that they are of was closed. */
  photoDays: integer().notNull().default(365),
  /** Marked on screen: its people are invented. */
  demonstration: integer().notNull().default(0),
  version: version(),
  createdAt: instant().notNull(),
});

export const sites = pgTable(
  "sites",
  { clinicId: clinicId(), id: ownId(), name: text().notNull(), createdAt: instant().notNull() },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId], foreignColumns: [clinics.id] }),
    unique("sites_name").on(t.clinicId, t.name),
  ],
);

export const staff = pgTable(
  "staff",
  {
    clinicId: clinicId(),
    id: ownId(),
    /** Lower case. The same address may work in several clinics. */
    email: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    /** argon2id, encoded with its parameters. */
    passwordHash: text().notNull(),
    disabledAt: instant(),
    version: version(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId], foreignColumns: [clinics.id] }),
    unique("staff_email").on(t.clinicId, t.email),
    index("staff_sign_in").on(t.email),
    check("staff_role", sql.raw(`role in (${ROLES.map((r) => `'${r}'`).join(", ")})`)),
  ],
);

/** One row a sign-in: what lets a person in, and what is struck out to put them out. */
export const sessions = pgTable(
  "sessions",
  {
    clinicId: clinicId(),
    id: ownId(),
    staffId: uuid().notNull(),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    /** The absolute end, whatever happens in between. */
    expiresAt: instant().notNull(),
    revokedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId, t.staffId], foreignColumns: [staff.clinicId, staff.id] }),
    index("sessions_of_staff").on(t.clinicId, t.staffId),
  ],
);

/** How one person works: without a row, as everybody begins. */
export const preferences = pgTable(
  "preferences",
  {
    clinicId: clinicId(),
    staffId: uuid().notNull(),
    /** Single-key shortcuts. */
    shortcuts: boolean().notNull(),
    /** A mail each morning that the list is ready. */
    morningMail: boolean().notNull().default(false),
    density: text({ enum: DENSITIES }).notNull(),
    version: version(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.staffId] }),
    foreignKey({ columns: [t.clinicId, t.staffId], foreignColumns: [staff.clinicId, staff.id] }),
  ],
);

/** A clinic's protocol, one row a version. Open recoveries keep the version they started under. */
export const protocolVersions = pgTable(
  "protocol_versions",
  {
    clinicId: clinicId(),
    id: ownId(),
    number: integer().notNull(),
    rules: jsonb().$type<Protocol>().notNull(),
    approvedBy: text().notNull(),
    approvedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId], foreignColumns: [clinics.id] }),
    unique("protocol_versions_number").on(t.clinicId, t.number),
  ],
);

/** Who did or saw what. Append only; each row carries the hash of the one before. No foreign keys: it outlives what it names. */
export const auditEvents = pgTable(
  "audit_events",
  {
    clinicId: clinicId(),
    seq: bigint({ mode: "number" }).notNull(),
    at: instant().notNull(),
    actorKind: text({ enum: ["staff", "job", "patient"] }).notNull(),
    actorId: text().notNull(),
    action: text().notNull(),
    patientId: uuid(),
    subjectId: uuid(),
    /** Codes, ids and counts; never an answer, a note or a name. */
    details: jsonb().$type<Record<string, unknown>>().notNull(),
    prevHash: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.seq] }),
    index("audit_events_of_patient").on(t.clinicId, t.patientId, t.seq),
  ],
);

/** The last link of each clinic's chain; locked by whoever appends. */
export const auditHeads = pgTable("audit_heads", {
  clinicId: uuid().primaryKey(),
  seq: bigint({ mode: "number" }).notNull(),
  hash: text().notNull(),
});

/** Counters of rate-limiter-flexible. Keys are hashed; no clinic, for nobody is signed in yet. */
export const rateLimits = pgTable("rate_limits", {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});
