import { and, asc, count, desc, eq, gt, isNotNull, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { findArrived, type Upload } from "@/db/import-file";
import { COMES_IN, findUnfinishedRun, ROW_FILTER, type UnfinishedRun } from "@/db/import-runs";
import { writeAudit } from "@/db/mutations/audit";
import { staff } from "@/db/schema/clinic";
import { importRows, importRuns, importUploads } from "@/db/schema/imports";
import { type Actor, requirePermission } from "@/lib/actor";
import { historyEnd } from "@/lib/import/history";
import { ROW_FILTERS, ROWS_A_PAGE, type RowFilter } from "@/lib/import/row-filter";

/** Files that wait for a decision, and the newest 50 runs, each newest first. */
export async function listImports(actor: Actor, database: Database = db) {
  requirePermission(actor, "import treatments");
  return inClinic(actor, database, async (tx) => {
    const uploads = await tx
      .select({
        id: importUploads.id,
        fileName: importUploads.fileName,
        uploadedAt: importUploads.uploadedAt,
        by: staff.name,
        state: sql<string | null>`${importUploads.reading}->>'state'`,
      })
      .from(importUploads)
      .innerJoin(
        staff,
        and(eq(staff.clinicId, importUploads.clinicId), eq(staff.id, importUploads.uploadedBy)),
      )
      .where(and(eq(importUploads.clinicId, actor.clinicId), isNotNull(importUploads.byteCount)))
      .orderBy(desc(importUploads.uploadedAt), desc(importUploads.id));
    const runs = await tx
      .select({ run: importRuns, by: staff.name })
      .from(importRuns)
      .innerJoin(
        staff,
        and(eq(staff.clinicId, importRuns.clinicId), eq(staff.id, importRuns.startedBy)),
      )
      .where(eq(importRuns.clinicId, actor.clinicId))
      .orderBy(desc(importRuns.startedAt), desc(importRuns.id))
      .limit(50);
    return { uploads, runs };
  });
}

/** How many rows stand in each part of the preview; `history` are those of `new` that bring no work. */
export type PreviewCounts = Record<RowFilter, number> & { history: number };

export type ShownUpload = {
  upload: Upload;
  counts: PreviewCounts;
  /** The import of this very file that is under way or died. */
  run: UnfinishedRun | null;
};

/** One upload as it waits, with the counts of its preview. Null when it isn't in this clinic. */
export async function findUpload(
  actor: Actor,
  uploadId: string,
  now: Date,
  database: Database = db,
): Promise<ShownUpload | null> {
  requirePermission(actor, "import treatments");
  return inClinic(actor, database, async (tx) => {
    const upload = await findArrived(tx, actor.clinicId, uploadId);
    if (upload === null) return null;
    const run = await findUnfinishedRun(tx, actor.clinicId, uploadId);
    const until = historyEnd(now).toISOString();
    const parts = await tx
      .select({
        part: sql<RowFilter>`${ROW_FILTER}`,
        rows: count(),
        old: sql<number>`(count(*) filter (where ${importRows.endedAt} <= ${until}))::int`,
      })
      .from(importRows)
      .where(ofUpload(actor.clinicId, uploadId))
      .groupBy(sql`1`);
    const of = (filter: RowFilter) => parts.find(({ part }) => part === filter);
    const counts = Object.fromEntries(ROW_FILTERS.map((filter) => [filter, of(filter)?.rows ?? 0]));
    return {
      upload,
      run,
      counts: { ...(counts as Record<RowFilter, number>), history: of("new")?.old ?? 0 },
    };
  });
}

/** How far the reading of an upload is, and its headings once known. Null when it isn't in this clinic. */
export async function findReading(actor: Actor, uploadId: string, database: Database = db) {
  requirePermission(actor, "import treatments");
  const upload = await inClinic(actor, database, (tx) => findArrived(tx, actor.clinicId, uploadId));
  if (upload === null) return null;
  const { reading, rowsRead, rowsTotal, aliveAt } = upload;
  const header = reading && reading.state !== "unreadable" ? reading.header : [];
  return { rowsRead, rowsTotal, aliveAt, finished: reading !== null, header };
}

export type ImportRowShown = typeof importRows.$inferSelect;

/** One page of an upload's rows, in file order. Seeing them is audited. */
export async function listImportRows(
  actor: Actor,
  { uploadId, filter, page }: { uploadId: string; filter: RowFilter; page: number },
  now: Date,
  database: Database = db,
): Promise<ImportRowShown[]> {
  requirePermission(actor, "import treatments");
  return inClinic(actor, database, async (tx) => {
    const rows = await tx
      .select()
      .from(importRows)
      .where(and(ofUpload(actor.clinicId, uploadId), eq(ROW_FILTER, filter)))
      .orderBy(asc(importRows.row))
      .limit(ROWS_A_PAGE)
      .offset((page - 1) * ROWS_A_PAGE);
    const details = { rows: rows.length, filter, page };
    await writeAudit(tx, actor, { action: "import.view", subjectId: uploadId, details }, now);
    return rows;
  });
}

export type RefusedRow = Pick<ImportRowShown, "row" | "line" | "problem" | "cells">;

/**
 * The refused rows of an upload, page by page, for a download; how many there are is audited before
 * the first. Null when the upload isn't in this clinic.
 */
export async function listRefusedRows(
  actor: Actor,
  uploadId: string,
  now: Date,
  database: Database = db,
): Promise<AsyncGenerator<RefusedRow[]> | null> {
  requirePermission(actor, "import treatments");
  const refused = and(
    ofUpload(actor.clinicId, uploadId),
    eq(importRows.verdict, "reject"),
    sql`not ${COMES_IN}`,
  );
  const found = await inClinic(actor, database, async (tx) => {
    if ((await findArrived(tx, actor.clinicId, uploadId)) === null) return false;
    const [rows] = await tx.select({ total: count() }).from(importRows).where(refused);
    const details = { rows: rows!.total };
    await writeAudit(tx, actor, { action: "import.download", subjectId: uploadId, details }, now);
    return true;
  });
  if (!found) return null;
  return (async function* () {
    for (let after = 0; ; ) {
      const rows = await inClinic(actor, database, (tx) =>
        tx
          .select({
            row: importRows.row,
            line: importRows.line,
            problem: importRows.problem,
            cells: importRows.cells,
          })
          .from(importRows)
          .where(and(refused, gt(importRows.row, after)))
          .orderBy(asc(importRows.row))
          .limit(500),
      );
      if (rows.length === 0) return;
      after = rows.at(-1)!.row;
      yield rows;
    }
  })();
}

/** One run, or null when it isn't in this clinic. */
export async function findRun(actor: Actor, runId: string, database: Database = db) {
  requirePermission(actor, "import treatments");
  return inClinic(actor, database, async (tx) => {
    const [run] = await tx
      .select({ run: importRuns, by: staff.name })
      .from(importRuns)
      .innerJoin(
        staff,
        and(eq(staff.clinicId, importRuns.clinicId), eq(staff.id, importRuns.startedBy)),
      )
      .where(and(eq(importRuns.clinicId, actor.clinicId), eq(importRuns.id, runId)));
    return run ?? null;
  });
}

function ofUpload(clinicId: string, uploadId: string) {
  return and(eq(importRows.clinicId, clinicId), eq(importRows.uploadId, uploadId));
}
