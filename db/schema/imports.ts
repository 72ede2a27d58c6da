import {
  boolean,
  customType,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { ImportDecisions, ImportReading, ImportResult } from "@/lib/import/decisions";
import { ROW_CHOICES } from "@/lib/import/row-filter";
import type { StagedTreatment } from "@/lib/import/staged-treatment";
import type { Stored } from "@/lib/stored-json";
import { staff } from "./clinic";
import { clinicId, instant, ownId, version } from "./columns";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** A file as it came, kept only until its import is done or thrown away. */
export const importUploads = pgTable(
  "import_uploads",
  {
    clinicId: clinicId(),
    id: ownId(),
    uploadedBy: uuid().notNull(),
    uploadedAt: instant().notNull(),
    fileName: text().notNull(),
    /** Null while the file is still arriving. */
    byteCount: integer(),
    decisions: jsonb().$type<ImportDecisions>().notNull(),
    /** Null while the file is being read under the newest decisions. */
    reading: jsonb().$type<ImportReading>(),
    rowsRead: integer().notNull().default(0),
    rowsTotal: integer().notNull().default(0),
    /** Raised while the file arrives or is read. */
    aliveAt: instant().notNull(),
    /** Raised by decisions about the whole file, so that a reading under older ones stops. */
    version: version(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.uploadedBy],
      foreignColumns: [staff.clinicId, staff.id],
    }),
  ],
);

/** The bytes of an upload in pieces, so that neither side ever holds a file twice. */
export const importParts = pgTable(
  "import_parts",
  {
    clinicId: clinicId(),
    uploadId: uuid().notNull(),
    part: integer().notNull(),
    content: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.uploadId, t.part] }),
    foreignKey({
      columns: [t.clinicId, t.uploadId],
      foreignColumns: [importUploads.clinicId, importUploads.id],
    }).onDelete("cascade"),
  ],
);

/** The judgement on each row of an upload; gone with it. What is imported is what was shown. */
export const importRows = pgTable(
  "import_rows",
  {
    clinicId: clinicId(),
    uploadId: uuid().notNull(),
    /** The n-th record below the header, and its first line in the file. */
    row: integer().notNull(),
    line: integer().notNull(),
    verdict: text({ enum: ["accept", "skip", "reject"] }).notNull(),
    reason: text(),
    problem: text(),
    /** The heading of the cell that the problem is about. */
    badColumn: text(),
    cells: jsonb().$type<string[]>().notNull(),
    /** Null for a row that can't become one. */
    treatment: jsonb().$type<Stored<StagedTreatment>>(),
    endedAt: instant(),
    sourceKey: text(),
    /** Was in the clinic already when the file was read. */
    here: boolean().notNull(),
    choice: text({ enum: ROW_CHOICES }),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.uploadId, t.row] }),
    foreignKey({
      columns: [t.clinicId, t.uploadId],
      foreignColumns: [importUploads.clinicId, importUploads.id],
    }).onDelete("cascade"),
  ],
);

/** One attempt to bring a file in: all of it or nothing. */
export const importRuns = pgTable(
  "import_runs",
  {
    clinicId: clinicId(),
    id: ownId(),
    uploadId: uuid().notNull(),
    fileName: text().notNull().default(""),
    startedBy: uuid().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    state: text({ enum: ["running", "done", "failed"] }).notNull(),
    rowsDone: integer().notNull().default(0),
    rowsTotal: integer().notNull().default(0),
    /** Raised while running; a run that stopped breathing has stored nothing. */
    aliveAt: instant().notNull(),
    system: text(),
    counts: jsonb().$type<ImportResult>(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId, t.startedBy], foreignColumns: [staff.clinicId, staff.id] }),
    unique("import_runs_once").on(t.clinicId, t.idempotencyKey),
  ],
);

/** How a clinic reads one kind of file, keyed by its header set. */
export const importMappings = pgTable(
  "import_mappings",
  {
    clinicId: clinicId(),
    id: ownId(),
    signature: text().notNull(),
    header: text().array().notNull(),
    decisions: jsonb().$type<ImportDecisions>().notNull(),
    version: version(),
    savedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    unique("import_mappings_signature").on(t.clinicId, t.signature),
  ],
);
