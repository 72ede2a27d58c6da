import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { CONTACT_KINDS } from "@/lib/patients/contact";
import type { PatientIdentity } from "@/lib/patients/identity";
import { LANGUAGES } from "@/lib/patients/languages";
import type { MovedRows } from "@/lib/patients/merge";
import { REACHES } from "@/lib/patients/reaches";
import { CLOSING_OUTCOMES } from "@/lib/recovery/closing";
import { END_SOURCES, type TreatmentTime } from "@/lib/recovery/end-sources";
import type { Stored } from "@/lib/stored-json";
import type { CheckedNormal, Reason, SignTrend } from "@/lib/triage/assessment";
import type { Answers, Level, ReasonCode, Thresholds } from "@/lib/triage/protocol";
import { CHECK_IN_SOURCES, LEVELS } from "@/lib/triage/protocol";
import { clinics, protocolVersions, sites, staff } from "./clinic";
import { clinicId, instant, ownId, version } from "./columns";

export const patients = pgTable(
  "patients",
  {
    clinicId: clinicId(),
    id: ownId(),
    name: text().notNull(),
    /** The name without case, accents and punctuation: how the same person is known in the next file. */
    nameKey: text().notNull(),
    birthOn: date({ mode: "string" }),
    language: text({ enum: LANGUAGES }).notNull().default("en"),
    /** Recorded risks, such as isotretinoin; read by extension X9. */
    risks: text().array().notNull().default(sql`'{}'::text[]`),
    consentToContact: boolean().notNull().default(true),
    doNotContactUntil: instant(),
    /** Where they live, if it isn't the clinic's zone; IANA name. */
    timeZone: text(),
    /** Between which clock times they want to be written to; null: whenever others are. */
    writeFrom: text(),
    writeUntil: text(),
    /** The record that holds this person now, after two turned out to be one. */
    mergedInto: uuid(),
    version: version(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId], foreignColumns: [clinics.id] }),
    foreignKey({ columns: [t.clinicId, t.mergedInto], foreignColumns: [t.clinicId, t.id] }),
    index("patients_name").on(t.clinicId, t.nameKey),
  ],
);

/** What a record said of a person before somebody corrected it: the parts that changed, who did and why. */
export const patientCorrections = pgTable(
  "patient_corrections",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    at: instant().notNull(),
    correctedBy: uuid().notNull(),
    reason: text().notNull(),
    before: jsonb().$type<Stored<Partial<PatientIdentity>>>().notNull(),
    after: jsonb().$type<Stored<Partial<PatientIdentity>>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.correctedBy],
      foreignColumns: [staff.clinicId, staff.id],
    }),
    index("patient_corrections_of_patient").on(t.clinicId, t.patientId, t.at),
  ],
);

/** Two records of one person became one; `moved` names what came over, so that it can go back. */
export const patientMerges = pgTable(
  "patient_merges",
  {
    clinicId: clinicId(),
    id: ownId(),
    keptId: uuid().notNull(),
    mergedId: uuid().notNull(),
    at: instant().notNull(),
    mergedBy: uuid().notNull(),
    moved: jsonb().$type<Stored<MovedRows>>().notNull(),
    undoneAt: instant(),
    undoneBy: uuid(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.keptId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.mergedId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({ columns: [t.clinicId, t.mergedBy], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({ columns: [t.clinicId, t.undoneBy], foreignColumns: [staff.clinicId, staff.id] }),
    unique("patient_merges_once").on(t.clinicId, t.idempotencyKey),
    index("patient_merges_of_patient").on(t.clinicId, t.keptId),
    index("patient_merges_of_merged").on(t.clinicId, t.mergedId),
  ],
);

/**
 * A number or address of one patient. A family's shared phone is one row a person; a number that is only
 * ever written to is of the kind `sms`.
 */
export const contactPoints = pgTable(
  "contact_points",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    kind: text({ enum: CONTACT_KINDS }).notNull(),
    /** E.164, or the address in lower case. */
    value: text().notNull(),
    /** Whom it reaches; an emergency contact is rung last, and hears no more than the script says. */
    reaches: text({ enum: REACHES }).notNull().default("patient"),
    /** Whose it is when it isn't the patient's own: "mother", "work". */
    owner: text(),
    /** Null: nobody has asked yet. */
    voicemailAllowed: boolean(),
    usable: boolean().notNull().default(true),
    version: version(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    unique("contact_points_value").on(t.clinicId, t.patientId, t.kind, t.value),
    index("contact_points_shared").on(t.clinicId, t.value),
  ],
);

/**
 * What a patient is found by: each word of the name, and each ending of each phone number, so that
 * "any digits" is a prefix. Prefix ranges use the index under row-level security, a trigram doesn't.
 */
export const patientSearchTerms = pgTable(
  "patient_search_terms",
  { clinicId: clinicId(), term: text().notNull(), patientId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.term, t.patientId] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    index("patient_search_terms_of_patient").on(t.clinicId, t.patientId),
  ],
);

export const treatments = pgTable(
  "treatments",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    siteId: uuid(),
    startedAt: instant(),
    /** The start of the recovery clock. */
    endedAt: instant().notNull(),
    endedAtSource: text({ enum: END_SOURCES }).notNull(),
    area: text(),
    serviceName: text().notNull(),
    device: text(),
    rf: boolean(),
    depthMm: numeric({ mode: "number" }),
    products: text(),
    productLot: text(),
    practitioner: text(),
    /** Extension X10: a longer window set by a named prescriber. */
    longerWindow: jsonb().$type<{
      normalHours: number;
      firstDaysHours: number;
      prescriber: string;
      reason: string;
    }>(),
    /** What makes it the same treatment in a later file. */
    sourceKey: text(),
    importRunId: uuid(),
    version: version(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({ columns: [t.clinicId, t.siteId], foreignColumns: [sites.clinicId, sites.id] }),
    unique("treatments_source").on(t.clinicId, t.sourceKey),
    index("treatments_of_patient").on(t.clinicId, t.patientId, t.endedAt),
    index("treatments_ended").on(t.clinicId, t.endedAt),
  ],
);

/** What a treatment said before somebody corrected it, who did and why. */
export const treatmentCorrections = pgTable(
  "treatment_corrections",
  {
    clinicId: clinicId(),
    id: ownId(),
    treatmentId: uuid().notNull(),
    at: instant().notNull(),
    correctedBy: uuid().notNull(),
    reason: text().notNull(),
    before: jsonb().$type<Stored<TreatmentTime>>().notNull(),
    after: jsonb().$type<Stored<TreatmentTime>>().notNull(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.treatmentId],
      foreignColumns: [treatments.clinicId, treatments.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.correctedBy],
      foreignColumns: [staff.clinicId, staff.id],
    }),
    unique("treatment_corrections_once").on(t.clinicId, t.idempotencyKey),
    index("treatment_corrections_of_treatment").on(t.clinicId, t.treatmentId, t.at),
  ],
);

/** The healing after one treatment, under the protocol version it started with. Shares its treatment's id. */
export const recoveries = pgTable(
  "recoveries",
  {
    clinicId: clinicId(),
    id: uuid().notNull(),
    patientId: uuid().notNull(),
    protocolVersionId: uuid().notNull(),
    /** When the desk first knew of it. */
    openedAt: instant().notNull(),
    open: boolean().notNull(),
    /** The newest assessment; null only until the first one. */
    assessmentId: uuid(),
    version: version(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.id],
      foreignColumns: [treatments.clinicId, treatments.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.protocolVersionId],
      foreignColumns: [protocolVersions.clinicId, protocolVersions.id],
    }),
    index("recoveries_of_patient").on(t.clinicId, t.patientId),
  ],
);

/** What somebody said their skin looked like. Never changed; a correction is a new row that names the old. */
export const checkIns = pgTable(
  "check_ins",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    /** Null: no area was named, so it counts for each recovery that was open. */
    recoveryId: uuid(),
    observedAt: instant().notNull(),
    recordedAt: instant().notNull(),
    source: text({ enum: CHECK_IN_SOURCES }).notNull(),
    identityVerified: boolean(),
    answers: jsonb().$type<Answers>().notNull(),
    note: text(),
    recordedBy: uuid(),
    corrects: uuid(),
    correctionReason: text(),
    /** Taken back together with the call that it came from: no rule reads it any more. */
    withdrawnAt: instant(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.recordedBy],
      foreignColumns: [staff.clinicId, staff.id],
    }),
    foreignKey({ columns: [t.clinicId, t.corrects], foreignColumns: [t.clinicId, t.id] }),
    unique("check_ins_once").on(t.clinicId, t.idempotencyKey),
    unique("check_ins_corrected_once").on(t.clinicId, t.corrects),
    index("check_ins_of_patient").on(t.clinicId, t.patientId, t.observedAt),
  ],
);

/** What the protocol said of one recovery at one instant. Append only. */
export const assessments = pgTable(
  "assessments",
  {
    clinicId: clinicId(),
    id: ownId(),
    recoveryId: uuid().notNull(),
    at: instant().notNull(),
    cause: text({
      enum: ["import", "check_in", "time", "review", "closing", "correction"],
    }).notNull(),
    /** Null: a rule failed, and a person must review by hand. */
    level: text({ enum: LEVELS }).$type<Level>(),
    reasons: jsonb().$type<Stored<readonly Reason[]>>().notNull(),
    normal: jsonb().$type<Stored<readonly CheckedNormal[]>>().notNull(),
    trends: jsonb().$type<Stored<readonly SignTrend[]>>().notNull(),
    protocolVersionId: uuid().notNull(),
    thresholds: jsonb().$type<Thresholds>().notNull(),
    changesAt: instant(),
    changesTo: text({ enum: LEVELS }).$type<Level>(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.protocolVersionId],
      foreignColumns: [protocolVersions.clinicId, protocolVersions.id],
    }),
    index("assessments_of_recovery").on(t.clinicId, t.recoveryId, t.at),
    // Reports ask for what was flagged in a period, whatever recovery it was of.
    index("assessments_flagged").on(t.clinicId, t.at).where(sql`level <> 'expected'`),
  ],
);

/** A licensed person looked, and cleared reasons by name. */
export const reviews = pgTable(
  "reviews",
  {
    clinicId: clinicId(),
    id: ownId(),
    recoveryId: uuid().notNull(),
    at: instant().notNull(),
    reviewedBy: uuid().notNull(),
    clears: text().array().$type<ReasonCode[]>().notNull(),
    note: text().notNull(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.reviewedBy],
      foreignColumns: [staff.clinicId, staff.id],
    }),
    unique("reviews_once").on(t.clinicId, t.idempotencyKey),
    index("reviews_of_recovery").on(t.clinicId, t.recoveryId),
    index("reviews_at").on(t.clinicId, t.at),
    check("reviews_name_a_reason", sql`cardinality(clears) > 0`),
  ],
);

/**
 * An end of a recovery. `closedBy` is null when the desk did it by itself, and never as normal; `outcome` is
 * null when none was coded.
 */
export const closures = pgTable(
  "closures",
  {
    clinicId: clinicId(),
    id: ownId(),
    recoveryId: uuid().notNull(),
    at: instant().notNull(),
    closedBy: uuid(),
    outcome: text({ enum: CLOSING_OUTCOMES }),
    note: text(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({ columns: [t.clinicId, t.closedBy], foreignColumns: [staff.clinicId, staff.id] }),
    uniqueIndex("closures_once").on(t.clinicId, t.idempotencyKey),
    index("closures_of_recovery").on(t.clinicId, t.recoveryId),
    check(
      "closures_never_healed_by_itself",
      sql`closed_by is not null or outcome in ('superseded', 'history')`,
    ),
  ],
);
