import { and, desc, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { findArrived, readBytes, type Upload } from "@/db/import-file";
import { keepRows, RowBatch, storable } from "@/db/import-rows";
import { clinics } from "@/db/schema/clinic";
import { importMappings, importUploads } from "@/db/schema/imports";
import { type Actor, requirePermission } from "@/lib/actor";
import { relieveHeap } from "@/lib/heap-relief";
import { headerSignature, recogniseColumns } from "@/lib/import/columns";
import { type FileFacts, type ImportReading, MOST_LISTED } from "@/lib/import/decisions";
import { judgeRows, newTally } from "@/lib/import/parse";
import {
  type ImportOptions,
  type ImportPlan,
  type ImportQuestion,
  planImport,
} from "@/lib/import/plan";
import { type CsvTable, readTable } from "@/lib/import/read-file";
import { changesSince, fitDecisions } from "@/lib/import/saved-mapping";
import { type ImportSurvey, surveyTable } from "@/lib/import/survey";
import { writeAudit } from "./audit";

const RELIEF_ROWS = 5_000;

/**
 * Reads an upload under its newest decisions and keeps the judgement on each row for the preview.
 * May take long and can be left alone: decisions made meanwhile stop it, and the next reading
 * replaces what it kept. Never throws for what stands in a file.
 */
export async function readUpload(
  actor: Actor,
  { uploadId }: { uploadId: string },
  clock: () => Date,
  database: Database = db,
): Promise<void> {
  requirePermission(actor, "import treatments");
  const upload = await inClinic(actor, database, (tx) => findArrived(tx, actor.clinicId, uploadId));
  if (upload === null || upload.reading !== null) return;
  const bytes = await readBytes(actor, { ...upload, byteCount: upload.byteCount! }, database);
  if (bytes === null) return;
  const table = await readTable(bytes);
  const reading = new Reading(actor, upload, clock, database);
  if (table.ok) await reading.judge(table);
  else await reading.finish({ state: "unreadable", reason: table.reason, message: table.message });
}

/** One reading of one upload. Every write first makes sure that nobody has decided anew. */
class Reading {
  constructor(
    private readonly actor: Actor,
    private readonly upload: Upload,
    private readonly clock: () => Date,
    private readonly database: Database,
  ) {}

  async judge(table: CsvTable): Promise<void> {
    const now = this.clock();
    const { decisions, clinic, changed } = await this.#settle(table);
    const { zone, region } = clinic;
    const options = { ...decisions, zone, region, now };
    const facts = await factsOf(table, options, changed);
    const found = await survey(table, options);
    if (!found.ok) {
      const { reason, message } = found;
      return this.finish({ ...facts, state: "question", question: { reason, message } });
    }
    const tally = newTally();
    const batch = new RowBatch(clinic.usualMinutes, now);
    for await (const { row, cells } of judgeRows(table, found.plan, found.survey)) {
      tally.add(row);
      if (row.row % RELIEF_ROWS === 0) await relieveHeap();
      batch.add(row, cells);
      if (batch.isFull() && !(await this.#keep(batch, row.row, table.rowCount))) return;
    }
    if (!(await this.#keep(batch, table.rowCount, table.rowCount))) return;
    const { services, statuses, dateOrder } = found.survey;
    await this.finish({
      ...facts,
      state: "judged",
      services: services.slice(0, MOST_LISTED),
      moreServices: Math.max(0, services.length - MOST_LISTED),
      statuses: statuses.slice(0, MOST_LISTED),
      dateOrder,
      counts: tally.counts(),
    });
  }

  /** Stores what was found, unless it is out of date by now. */
  async finish(reading: ImportReading): Promise<void> {
    const now = this.clock();
    const { actor, upload } = this;
    await inClinic(actor, this.database, async (tx) => {
      const kept = await tx
        .update(importUploads)
        .set({ reading, aliveAt: now })
        .where(unchanged(actor.clinicId, upload))
        .returning({ id: importUploads.id });
      if (kept.length === 0) return;
      const counts = reading.state === "judged" ? reading.counts : null;
      const details = {
        found: reading.state,
        rows: counts?.rowsRead ?? null,
        accepted: counts?.accepted ?? null,
      };
      await writeAudit(tx, actor, { action: "import.read", subjectId: upload.id, details }, now);
    });
  }

  /** Decisions for this file: a person's, else those saved for exactly these headings. */
  async #settle(table: CsvTable) {
    const { actor, upload } = this;
    return inClinic(actor, this.database, async (tx) => {
      const [clinic] = await tx
        .select({
          zone: clinics.timeZone,
          region: clinics.country,
          usualMinutes: clinics.usualTreatmentMinutes,
        })
        .from(clinics)
        .where(eq(clinics.id, actor.clinicId));
      const saved = await tx
        .select()
        .from(importMappings)
        .where(eq(importMappings.clinicId, actor.clinicId))
        .orderBy(desc(importMappings.savedAt))
        .limit(50);
      const same = saved.find((each) => each.signature === headerSignature(table.header));
      const own = upload.decisions;
      const undecided = Object.values(own).every((each) => Object.keys(each).length === 0);
      const decisions = same && undecided ? fitDecisions(same.decisions, table.header) : own;
      const changed = same ? null : changesSince(saved, table.header);
      if (decisions !== own) {
        await tx.update(importUploads).set({ decisions }).where(unchanged(actor.clinicId, upload));
      }
      return { clinic: clinic!, decisions, changed };
    });
  }

  async #keep(batch: RowBatch, rowsRead: number, rowsTotal: number): Promise<boolean> {
    const { actor, upload } = this;
    const rows = batch.take();
    return inClinic(actor, this.database, async (tx) => {
      const current = await tx
        .update(importUploads)
        .set({ rowsRead, rowsTotal, aliveAt: this.clock() })
        .where(unchanged(actor.clinicId, upload))
        .returning({ id: importUploads.id });
      if (current.length === 0) return false;
      await tx.execute(keepRows(actor.clinicId, upload.id, rows));
      return true;
    });
  }
}

/** The upload as it was when the reading began: a decision made since makes the reading stale. */
function unchanged(clinicId: string, upload: Upload) {
  return and(
    eq(importUploads.clinicId, clinicId),
    eq(importUploads.id, upload.id),
    eq(importUploads.version, upload.version),
  );
}

type Found = { ok: true; plan: ImportPlan; survey: ImportSurvey } | ImportQuestion;

/** What the file proves comes before what was chosen for it, or for one like it, about its dates. */
async function survey(table: CsvTable, { dateOrder, ...options }: ImportOptions): Promise<Found> {
  const plan = planImport(table, options);
  if (!plan.ok) return plan;
  const found = await surveyTable(table, plan);
  if (found.ok) return { ok: true, plan, survey: found };
  if (found.reason !== "date-order" || dateOrder === undefined) return found;
  const chosen = { ...plan, options: { ...options, dateOrder } };
  const again = await surveyTable(table, chosen);
  return again.ok ? { ok: true, plan: chosen, survey: again } : again;
}

async function factsOf(
  table: CsvTable,
  options: ImportOptions,
  changed: FileFacts["changed"],
): Promise<FileFacts> {
  const { encoding, delimiter, headerLine, header } = table;
  const { system, mapping, ambiguous } = recogniseColumns(header);
  return {
    encoding,
    delimiter,
    headerLine,
    system: system?.name ?? null,
    header,
    samples: await samplesOf(table),
    mapping: options.mapping ?? mapping,
    ambiguous: options.mapping ? [] : ambiguous,
    changed,
  };
}

/** The first value of each column among the first rows. */
async function samplesOf(table: CsvTable): Promise<string[]> {
  const samples = table.header.map(() => "");
  for await (const { row, cells } of table.records()) {
    cells.forEach((cell, at) => {
      if (samples[at] === "") samples[at] = storable(cell.slice(0, 60));
    });
    if (row >= 20) break;
  }
  return samples;
}
