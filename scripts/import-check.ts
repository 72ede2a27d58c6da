import { open } from "node:fs/promises";
import { parseArgs } from "node:util";
import { toClinicWall } from "@/lib/import/clinic-time";
import { recogniseColumns } from "@/lib/import/columns";
import { DATE_ORDERS } from "@/lib/import/date-text";
import { FIELDS, type Field, type Mapping } from "@/lib/import/fields";
import { type ImportPreview, parseTreatments } from "@/lib/import/parse";
import type { ImportQuestion } from "@/lib/import/plan";
import { type CsvTable, LIMITS, readTable } from "@/lib/import/read-file";

const USAGE =
  "Usage: npm run --silent import:check -- FILE --zone America/Chicago --region US" +
  " [--now 2026-11-16T18:00:00Z] [--date-order MDY|DMY|YMD] [--column service=Heading]…";

/**
 * Prints what an import of FILE would do, as JSON, and writes nothing anywhere. Exit code 2 with
 * one sentence when the file can't be read as treatments without a person's answer.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      zone: { type: "string" },
      region: { type: "string" },
      now: { type: "string" },
      "date-order": { type: "string" },
      column: { type: "string", multiple: true, default: [] },
    },
  });
  const [path] = positionals;
  if (path === undefined || values.zone === undefined || values.region === undefined) {
    return refuse(USAGE);
  }
  const now = values.now === undefined ? new Date() : new Date(values.now);
  if (Number.isNaN(now.getTime()))
    return refuse("--now is not an instant like 2026-11-16T18:00:00Z.");
  const dateOrder = DATE_ORDERS.find((order) => order === values["date-order"]?.toUpperCase());
  if (values["date-order"] !== undefined && dateOrder === undefined) {
    return refuse(`--date-order is one of ${DATE_ORDERS.join(", ")}.`);
  }
  const bytes = await readBytes(path);
  if (typeof bytes === "string") return refuse(bytes);
  const table = await readTable(bytes);
  if (!table.ok) return refuse(table.message);
  const mapping = readColumns(table, values.column);
  if (typeof mapping === "string") return refuse(mapping);
  const { zone, region } = values;
  const preview = await parseTreatments(table, { zone, region, now, dateOrder, mapping });
  if (!preview.ok) {
    const advice = ADVICE[preview.reason];
    return refuse(preview.message + advice);
  }
  process.stdout.write(`${JSON.stringify(report(preview, zone), null, 1)}\n`);
}

const COLUMN_ADVICE = ' Name columns with --column, for example --column "service=Heading".';
const ADVICE: Record<ImportQuestion["reason"], string> = {
  "missing-columns": COLUMN_ADVICE,
  "ambiguous-columns": COLUMN_ADVICE,
  "date-order": " Give it with --date-order.",
  "bad-options": "",
};

async function readBytes(path: string): Promise<Uint8Array | string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > LIMITS.bytes) return `The file is larger than ${LIMITS.bytes / 1024 / 1024} MB.`;
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT") return "The file does not exist.";
    return code === "EISDIR"
      ? "This is a folder, not a file."
      : `The file can't be read (${code}).`;
  }
}

function readColumns(table: CsvTable, columns: string[]): Mapping | undefined | string {
  if (columns.length === 0) return undefined;
  const mapping: Mapping = { ...recogniseColumns(table.header).mapping };
  for (const column of columns) {
    const at = column.indexOf("=");
    const field = FIELDS.find((known) => known.field === column.slice(0, at))?.field;
    if (field === undefined) {
      return `--column takes FIELD=Heading with FIELD one of ${FIELDS.map((known) => known.field).join(", ")}.`;
    }
    mapping[field satisfies Field] = column.slice(at + 1);
  }
  return mapping;
}

function report(preview: ImportPreview, zone: string): unknown {
  const treatments: unknown[] = [];
  const skipped: unknown[] = [];
  const rejected: unknown[] = [];
  for (const judged of preview.rows) {
    const { row, line } = judged;
    if (judged.verdict === "accept") {
      const { treatment } = judged;
      treatments.push({
        row,
        line,
        patient_name: treatment.patientName,
        phone_e164: treatment.phoneE164,
        email: treatment.email,
        start_utc: instant(treatment.startAt),
        start_local: toClinicWall(treatment.startAt, zone),
        end_utc: treatment.endAt === null ? null : instant(treatment.endAt),
        service: treatment.serviceName,
        practitioner: treatment.practitioner,
        source_id: treatment.sourceId,
      });
    } else if (judged.verdict === "skip") {
      const { reason, duplicateOfRow } = judged;
      skipped.push({ row, line, reason, duplicate_of_row: duplicateOfRow });
    } else {
      const { reason, problem, cell, duplicateOfRow } = judged;
      rejected.push({ row, line, reason, problem, cell, duplicate_of_row: duplicateOfRow });
    }
  }
  const { counts } = preview;
  return {
    counts: {
      rows_read: counts.rowsRead,
      accepted: counts.accepted,
      skipped: counts.skipped,
      rejected: counts.rejected,
      distinct_patients: counts.distinctPatients,
    },
    treatments,
    skipped,
    rejected,
  };
}

function instant(at: Date): string {
  return at.toISOString().replace(".000Z", "Z");
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}

await main().catch((error: unknown) => {
  // Wrong options come as errors of parseArgs; anything else is a fault of this program.
  if (
    error instanceof TypeError &&
    "code" in error &&
    String(error.code).startsWith("ERR_PARSE_ARGS")
  ) {
    return refuse(`${error.message} ${USAGE}`);
  }
  throw error;
});
