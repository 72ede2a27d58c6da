import { sql } from "drizzle-orm";
import type { ImportRow } from "@/lib/import/judge-row";
import {
  otherPersonKey,
  type StagedTreatment,
  stageTreatment,
} from "@/lib/import/staged-treatment";
import { treatments } from "./schema/care";
import { importRows } from "./schema/imports";

const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 1_000_000;

type StagedRow = {
  row: number;
  line: number;
  verdict: ImportRow["verdict"];
  reason: string | null;
  problem: string | null;
  bad_column: string | null;
  cells: string[];
  treatment: StagedTreatment | null;
  ended_at: Date | null;
  source_key: string | null;
};

/** Judged rows on their way into the database: a few hundred, or fewer when their cells are long. */
export class RowBatch {
  // As text at once: a few strings outlive many rows more cheaply than all their objects do.
  #rows: string[] = [];
  #characters = 0;

  constructor(
    private readonly usualMinutes: number,
    private readonly now: Date,
  ) {}

  add(judged: ImportRow, cells: readonly string[]): void {
    const treatment =
      judged.verdict !== "skip" && judged.treatment
        ? stageTreatment(judged.treatment, this.usualMinutes, this.now)
        : null;
    if (treatment && judged.verdict === "reject" && judged.reason === "possible-duplicate") {
      treatment.sourceKey = otherPersonKey(treatment);
    }
    const row: StagedRow = {
      row: judged.row,
      line: judged.line,
      verdict: judged.verdict,
      reason: judged.verdict === "accept" ? null : judged.reason,
      problem: judged.verdict === "accept" ? null : judged.problem,
      bad_column: judged.verdict === "reject" ? (judged.cell?.column ?? null) : null,
      cells: cells.map(storable),
      treatment,
      ended_at: treatment?.endedAt ?? null,
      source_key: treatment?.sourceKey ?? null,
    };
    const text = JSON.stringify(row);
    this.#characters += text.length;
    this.#rows.push(text);
  }

  isFull(): boolean {
    return this.#rows.length >= BATCH_ROWS || this.#characters > BATCH_CHARACTERS;
  }

  /** The rows as one JSON array; the batch is empty afterwards. */
  take(): string {
    const rows = `[${this.#rows.join(",")}]`;
    this.#rows = [];
    this.#characters = 0;
    return rows;
  }
}

/** A cell as jsonb takes it: without zero characters and halves of a surrogate pair. */
export function storable(cell: string): string {
  return cell.replaceAll("\u0000", "").toWellFormed();
}

/**
 * The statement that keeps judged rows. What a person chose about a row outlives another reading: it
 * is the same row of the same file.
 */
export function keepRows(clinicId: string, uploadId: string, rows: string) {
  return sql`
    insert into ${importRows} (clinic_id, upload_id, "row", line, verdict, reason, problem, bad_column,
      cells, treatment, ended_at, source_key, here)
    select ${clinicId}, ${uploadId}, r."row", r.line, r.verdict, r.reason, r.problem, r.bad_column,
      r.cells, r.treatment, r.ended_at, r.source_key, exists (
        select from ${treatments} t where t.clinic_id = ${clinicId} and t.source_key = r.source_key)
    from jsonb_to_recordset(${rows}::jsonb) as r("row" int, line int, verdict text,
      reason text, problem text, bad_column text, cells jsonb, treatment jsonb,
      ended_at timestamptz, source_key text)
    on conflict (clinic_id, upload_id, "row") do update set line = excluded.line,
      verdict = excluded.verdict, reason = excluded.reason, problem = excluded.problem,
      bad_column = excluded.bad_column, cells = excluded.cells, treatment = excluded.treatment,
      ended_at = excluded.ended_at, source_key = excluded.source_key, here = excluded.here`;
}
