import { and, asc, count, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { findArrived, type Upload } from "@/db/import-file";
import { ImportPatients } from "@/db/import-patients";
import { COMES_IN, findUnfinishedRun, ROW_FILTER } from "@/db/import-runs";
import { ImportTreatments } from "@/db/import-treatments";
import { importMappings, importRows, importRuns, importUploads } from "@/db/schema/imports";
import { type Actor, requirePermission, type StaffActor } from "@/lib/actor";
import { relieveHeap } from "@/lib/heap-relief";
import { headerSignature } from "@/lib/import/columns";
import type { ImportReading, ImportResult } from "@/lib/import/decisions";
import { historyEnd } from "@/lib/import/history";
import type { StagedTreatment } from "@/lib/import/staged-treatment";
import { undecidedServices } from "@/lib/import/undecided";
import { isAlive } from "@/lib/import/upload-limits";
import { logError } from "@/lib/log";
import type { Stored } from "@/lib/stored-json";
import { writeAudit } from "./audit";

export type StartImportResult =
  | { ok: true; runId: string; started: boolean }
  | { ok: false; reason: "not_found" | "not_ready" | "nothing" }
  | { ok: false; reason: "running"; runId: string };

/**
 * Begins to bring an upload in; `runImport` does the work, once, when this says `started`. The same
 * idempotency key again answers with the same run. One import of a clinic at a time: another one that still works is named, one
 * whose process died has stored nothing and is marked so.
 */
export async function startImport(
  actor: Actor,
  { uploadId, idempotencyKey }: { uploadId: string; idempotencyKey: string },
  now: Date,
  database: Database = db,
): Promise<StartImportResult> {
  requirePermission(actor, "import treatments");
  const { clinicId } = actor;
  return inClinic(actor, database, async (tx) => {
    const [again] = await tx
      .select({ id: importRuns.id })
      .from(importRuns)
      .where(and(eq(importRuns.clinicId, clinicId), eq(importRuns.idempotencyKey, idempotencyKey)));
    if (again) return { ok: true, runId: again.id, started: false };
    await oneAtATime(tx, clinicId);
    const other = await findUnfinishedRun(tx, clinicId, null);
    if (other && isAlive(other.aliveAt, now))
      return { ok: false, reason: "running", runId: other.id };
    if (other) await endAsFailed(tx, actor, other.id, "died", now);

    const upload = await findArrived(tx, clinicId, uploadId, { lock: true });
    if (upload === null) return { ok: false, reason: "not_found" };
    if (upload.reading?.state !== "judged") return { ok: false, reason: "not_ready" };
    if (undecidedServices(upload.reading.services, upload.decisions).length > 0) {
      return { ok: false, reason: "not_ready" };
    }
    const [rows] = await tx
      .select({ total: count() })
      .from(importRows)
      .where(and(ofUpload(clinicId, uploadId), COMES_IN));
    if (rows!.total === 0) return { ok: false, reason: "nothing" };
    const runId = uuidv7();
    await tx.insert(importRuns).values({
      clinicId,
      id: runId,
      uploadId,
      fileName: upload.fileName,
      system: upload.reading.system,
      startedBy: actor.staffId,
      startedAt: now,
      aliveAt: now,
      state: "running",
      rowsTotal: rows!.total,
      idempotencyKey,
    });
    const details = { rows: rows!.total, uploadId };
    await writeAudit(tx, actor, { action: "import.start", subjectId: runId, details }, now);
    return { ok: true, runId, started: true };
  });
}

/**
 * Brings a started import in: every row of it in one transaction, or none. How far it is shows
 * outside that transaction. Whatever goes wrong is noted with the run, and nothing is stored.
 */
export async function runImport(
  actor: Actor,
  { runId }: { runId: string },
  clock: () => Date,
  database: Database = db,
): Promise<void> {
  requirePermission(actor, "import treatments");
  const progress = new Progress(actor, runId, clock, database);
  try {
    await inClinic(actor, database, (tx) => bringIn(tx, actor, runId, clock(), progress));
  } catch (error) {
    logError("An import failed; nothing of it was stored.", error, { runId });
    await inClinic(actor, database, (tx) => endAsFailed(tx, actor, runId, "error", clock()));
  }
}

/** Shows how far a run is, in short transactions of its own, at most twice a second. */
class Progress {
  #rows = 0;
  #shownAt = 0;

  constructor(
    private readonly actor: Actor,
    private readonly runId: string,
    private readonly clock: () => Date,
    private readonly database: Database,
  ) {}

  async add(rows: number): Promise<void> {
    this.#rows += rows;
    if (rows > 0 && this.#rows % RELIEF_ROWS < rows) await relieveHeap();
    const now = this.clock();
    if (now.getTime() - this.#shownAt < 500) return;
    this.#shownAt = now.getTime();
    const { clinicId } = this.actor;
    await inClinic(this.actor, this.database, (tx) =>
      tx
        .update(importRuns)
        .set({ rowsDone: this.#rows, aliveAt: now })
        .where(and(eq(importRuns.clinicId, clinicId), eq(importRuns.id, this.runId))),
    );
  }
}

const BATCH_ROWS = 500;
const RELIEF_ROWS = 2_000;

async function bringIn(
  tx: Database,
  actor: StaffActor,
  runId: string,
  now: Date,
  progress: Progress,
): Promise<void> {
  const { clinicId } = actor;
  const [run] = await tx
    .select()
    .from(importRuns)
    .where(and(eq(importRuns.clinicId, clinicId), eq(importRuns.id, runId)));
  if (run?.state !== "running") return;
  const upload = await findArrived(tx, clinicId, run.uploadId, { lock: true });
  if (upload?.reading?.state !== "judged") throw new Error("The upload of a run is gone.");

  const people = new ImportPatients(tx, clinicId, now);
  const treatments = new ImportTreatments(tx, clinicId, runId, people, now);
  const until = historyEnd(now);
  // Recent ones last: they take the patients that others work with, for as short as can be.
  for await (const batch of batches(tx, upload, lte(importRows.endedAt, until))) {
    await treatments.addHistory(batch);
    await progress.add(batch.length);
  }
  for await (const batch of batches(tx, upload, gt(importRows.endedAt, until))) {
    await treatments.addRecent(batch, progress);
  }
  await treatments.rewriteLines(progress);

  const counts = await countResult(tx, upload, upload.reading, {
    ...summary(treatments),
    newPatients: people.added,
  });
  await saveMapping(tx, upload, upload.reading, now);
  await tx
    .delete(importUploads)
    .where(and(eq(importUploads.clinicId, clinicId), eq(importUploads.id, upload.id)));
  const finished = await tx
    .update(importRuns)
    .set({ state: "done", finishedAt: now, aliveAt: now, rowsDone: run.rowsTotal, counts })
    .where(
      and(
        eq(importRuns.clinicId, clinicId),
        eq(importRuns.id, runId),
        eq(importRuns.state, "running"),
      ),
    )
    .returning({ id: importRuns.id });
  if (finished.length === 0) throw new Error("The run was given up meanwhile.");
  const { added, alreadyHere, asHistory, newPatients } = counts;
  const details = { added, alreadyHere, asHistory, newPatients };
  await writeAudit(tx, actor, { action: "import.commit", subjectId: runId, details }, now);
}

async function* batches(
  tx: Database,
  { clinicId, id }: Upload,
  part: SQL,
): AsyncGenerator<StagedTreatment[]> {
  let after = 0;
  for (;;) {
    const rows = await tx
      .select({ row: importRows.row, treatment: importRows.treatment })
      .from(importRows)
      .where(and(ofUpload(clinicId, id), gt(importRows.row, after), COMES_IN, part))
      .orderBy(asc(importRows.row))
      .limit(BATCH_ROWS);
    if (rows.length === 0) return;
    after = rows.at(-1)!.row;
    yield rows.map(({ treatment }) => revive(treatment!));
  }
}

function revive({ startAt, endedAt, ...staged }: Stored<StagedTreatment>): StagedTreatment {
  return { ...staged, startAt: new Date(startAt), endedAt: new Date(endedAt) };
}

type Judged = Extract<ImportReading, { state: "judged" }>;
type Stores = Pick<ImportResult, "added" | "alreadyHere" | "asHistory" | "newPatients">;

function summary({ added, alreadyHere, asHistory }: ImportTreatments) {
  return { added, alreadyHere, asHistory };
}

async function countResult(
  tx: Database,
  upload: Upload,
  { counts: { rowsRead } }: Judged,
  stored: Stores,
): Promise<ImportResult> {
  const parts = await tx
    .select({
      part: sql<string>`${ROW_FILTER}`,
      verdict: importRows.verdict,
      reason: importRows.reason,
      rows: count(),
    })
    .from(importRows)
    .where(ofUpload(upload.clinicId, upload.id))
    .groupBy(sql`1`, importRows.verdict, importRows.reason);
  const result = { rowsRead, accepted: 0, leftOut: 0, ...stored };
  const [skipped, rejected]: Record<string, number>[] = [{}, {}];
  for (const { part, verdict, reason, rows } of parts) {
    if (part === "new" || part === "here") result.accepted += rows;
    else if (verdict === "accept") result.leftOut += rows;
    else (verdict === "skip" ? skipped! : rejected!)[reason!] = rows;
  }
  return { ...result, skipped: skipped!, rejected: rejected! };
}

/** Keeps how this kind of file was read, for the next one with the same headings. */
async function saveMapping(
  tx: Database,
  upload: Upload,
  reading: Judged,
  now: Date,
): Promise<void> {
  const { clinicId, decisions } = upload;
  const signature = headerSignature(reading.header);
  const kept = {
    header: [...reading.header],
    decisions: { ...decisions, mapping: reading.mapping },
    savedAt: now,
  };
  await tx
    .insert(importMappings)
    .values({ clinicId, signature, ...kept })
    .onConflictDoUpdate({
      target: [importMappings.clinicId, importMappings.signature],
      set: { ...kept, version: sql`${importMappings.version} + 1` },
    });
}

async function endAsFailed(
  tx: Database,
  actor: StaffActor,
  runId: string,
  why: "died" | "error",
  now: Date,
): Promise<void> {
  const ended = await tx
    .update(importRuns)
    .set({ state: "failed", finishedAt: now })
    .where(
      and(
        eq(importRuns.clinicId, actor.clinicId),
        eq(importRuns.id, runId),
        eq(importRuns.state, "running"),
      ),
    )
    .returning({ id: importRuns.id });
  if (ended.length === 0) return;
  await writeAudit(tx, actor, { action: "import.fail", subjectId: runId, details: { why } }, now);
}

/** Two people who start an import at the same moment come one after the other. */
async function oneAtATime(tx: Database, clinicId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${clinicId}`}, 0))`);
}

function ofUpload(clinicId: string, uploadId: string) {
  return and(eq(importRows.clinicId, clinicId), eq(importRows.uploadId, uploadId));
}
