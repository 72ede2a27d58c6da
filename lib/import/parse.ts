import type { Mapping } from "./fields";
import { type ImportRow, judgeRow, practitionerAbove, type RowMemory } from "./judge-row";
import { type ImportOptions, type ImportPlan, type ImportQuestion, planImport } from "./plan";
import type { CsvRecord, CsvTable } from "./read-file";
import { PatientCounter } from "./same-patient";
import { type ImportSurvey, type SeenService, type SeenStatus, surveyTable } from "./survey";

export type FileCounts = {
  rowsRead: number;
  accepted: number;
  skipped: Record<string, number>;
  rejected: Record<string, number>;
  distinctPatients: number;
};

export type ImportPreview = {
  ok: true;
  system: string | null;
  mapping: Mapping;
  unusedColumns: string[];
  rows: ImportRow[];
  counts: FileCounts;
  services: SeenService[];
  statuses: SeenStatus[];
  dateOrder: ImportSurvey["dateOrder"];
};

/**
 * Judges every row of a booking export before anything is written. Accepted, skipped and rejected
 * rows add up to the rows read. Comes back with a question instead when columns or the date order
 * are not clear. Doesn't ask the clock: `options.now` decides what is still to come.
 */
export async function parseTreatments(
  table: CsvTable,
  options: ImportOptions,
): Promise<ImportPreview | ImportQuestion> {
  const plan = planImport(table, options);
  if (!plan.ok) return plan;
  const survey = await surveyTable(table, plan);
  if (!survey.ok) return survey;
  const rows: ImportRow[] = [];
  const tally = newTally();
  for await (const { row } of judgeRows(table, plan, survey)) {
    rows.push(row);
    tally.add(row);
  }
  return {
    ok: true,
    system: plan.system?.name ?? null,
    mapping: plan.mapping,
    unusedColumns: plan.unusedColumns,
    rows,
    counts: tally.counts(),
    services: survey.services,
    statuses: survey.statuses,
    dateOrder: survey.dateOrder,
  };
}

/** The judged rows one at a time, for a reader that doesn't hold them all, each with its raw cells. */
export async function* judgeRows(
  table: CsvTable,
  plan: ImportPlan,
  survey: ImportSurvey,
): AsyncGenerator<{ row: ImportRow; cells: readonly string[] }> {
  const above = table.preamble.findLast((cells) => cells.some((cell) => cell.trim() !== ""));
  const memory: RowMemory = {
    seen: new Map(),
    sourceIds: new Map(),
    services: new Map(),
    practitioner: plan.system?.grouped && above ? practitionerAbove(above) : null,
  };
  for await (const record of table.records()) {
    const row = judgeRow(plan, survey.dateOrder.order, memory, record);
    yield { row, cells: record.cells };
  }
}

/** The raw records of some rows, in file order: for showing or downloading what was rejected. */
export async function* recordsOf(
  table: CsvTable,
  rows: ReadonlySet<number>,
): AsyncGenerator<CsvRecord> {
  for await (const record of table.records()) {
    if (rows.has(record.row)) yield record;
  }
}

/** Counts judged rows; accepted, skipped and rejected add up to rows read. */
export function newTally(): { add: (row: ImportRow) => void; counts: () => FileCounts } {
  const patients = new PatientCounter();
  const counts = { rowsRead: 0, accepted: 0, skipped: new Map(), rejected: new Map() };
  return {
    add(row) {
      counts.rowsRead += 1;
      if (row.verdict === "accept") {
        counts.accepted += 1;
        patients.add(row.treatment);
        return;
      }
      const reasons: Map<string, number> =
        row.verdict === "skip" ? counts.skipped : counts.rejected;
      reasons.set(row.reason, (reasons.get(row.reason) ?? 0) + 1);
    },
    counts: () => ({
      rowsRead: counts.rowsRead,
      accepted: counts.accepted,
      skipped: Object.fromEntries(counts.skipped),
      rejected: Object.fromEntries(counts.rejected),
      distinctPatients: patients.count,
    }),
  };
}
