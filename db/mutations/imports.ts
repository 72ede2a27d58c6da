import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { findArrived, inParts, RELIEF_PARTS, type Upload } from "@/db/import-file";
import { findUnfinishedRun, type UnfinishedRun } from "@/db/import-runs";
import { importParts, importRows, importUploads } from "@/db/schema/imports";
import { type Actor, requirePermission } from "@/lib/actor";
import { relieveHeap } from "@/lib/heap-relief";
import type { ImportDecisions } from "@/lib/import/decisions";
import type { RowChoice } from "@/lib/import/row-filter";
import { isAlive, SILENT_MS, UPLOAD_BYTES } from "@/lib/import/upload-limits";
import { writeAudit } from "./audit";

export type KeepUploadResult = { ok: true; uploadId: string } | { ok: false; reason: "large" };

/**
 * Keeps a file as it arrives, part by part, so that a slow sender holds no transaction open. Until
 * the last part nobody sees it; one that breaks off is thrown away, and so are those whose process
 * died. What a file is good for is found by `readUpload`.
 */
export async function keepUpload(
  actor: Actor,
  file: { name: string; chunks: AsyncIterable<Uint8Array> },
  now: Date,
  database: Database = db,
): Promise<KeepUploadResult> {
  requirePermission(actor, "import treatments");
  const { clinicId } = actor;
  const uploadId = uuidv7();
  await inClinic(actor, database, async (tx) => {
    await tx
      .delete(importUploads)
      .where(
        and(
          eq(importUploads.clinicId, clinicId),
          isNull(importUploads.byteCount),
          lt(importUploads.aliveAt, new Date(now.getTime() - 60 * SILENT_MS)),
        ),
      );
    await tx.insert(importUploads).values({
      clinicId,
      id: uploadId,
      uploadedBy: actor.staffId,
      uploadedAt: now,
      aliveAt: now,
      fileName: file.name.slice(-200),
      decisions: {},
    });
  });
  const discard = () => inClinic(actor, database, (tx) => removeUpload(tx, clinicId, uploadId));
  let [part, byteCount] = [0, 0];
  try {
    for await (const content of inParts(file.chunks)) {
      byteCount += content.byteLength;
      if (byteCount > UPLOAD_BYTES) {
        await discard();
        return { ok: false, reason: "large" };
      }
      const row = { clinicId, uploadId, part, content };
      await inClinic(actor, database, (tx) => tx.insert(importParts).values(row));
      part += 1;
      if (part % RELIEF_PARTS === 0) await relieveHeap();
    }
    await inClinic(actor, database, async (tx) => {
      await tx
        .update(importUploads)
        .set({ byteCount })
        .where(and(eq(importUploads.clinicId, clinicId), eq(importUploads.id, uploadId)));
      const details = { bytes: byteCount };
      await writeAudit(tx, actor, { action: "import.upload", subjectId: uploadId, details }, now);
    });
  } catch (error) {
    await discard();
    throw error;
  }
  return { ok: true, uploadId };
}

export type DecideResult =
  | { ok: true }
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "running"; runId: string };

/**
 * Keeps what a person decided about the whole file. Whatever was read under older decisions no
 * longer holds, so `readUpload` has to follow. Decisions not named stay as they are; an empty list
 * of them asks for another reading only.
 */
export async function decideImport(
  actor: Actor,
  { uploadId, decisions }: { uploadId: string; decisions: ImportDecisions },
  now: Date,
  database: Database = db,
): Promise<DecideResult> {
  requirePermission(actor, "import treatments");
  return onUpload(actor, uploadId, now, database, async (tx, upload) => {
    const older = upload.decisions;
    await tx
      .update(importUploads)
      .set({
        decisions: {
          ...older,
          ...decisions,
          statusWords: { ...older.statusWords, ...decisions.statusWords },
          serviceDecisions: { ...older.serviceDecisions, ...decisions.serviceDecisions },
        },
        reading: null,
        rowsRead: 0,
        aliveAt: now,
        version: upload.version + 1,
      })
      .where(ofUpload(actor.clinicId, uploadId));
    const details = { decided: Object.keys(decisions) };
    await writeAudit(tx, actor, { action: "import.decide", subjectId: uploadId, details }, now);
    return { ok: true } as const;
  });
}

/**
 * Leaves one row out, takes one that is only doubtful, or (null) follows the file again. A row that
 * can't become a treatment, or that would have come in anyway, is answered with "not_found".
 */
export async function decideRow(
  actor: Actor,
  { uploadId, row, choice }: { uploadId: string; row: number; choice: RowChoice | null },
  now: Date,
  database: Database = db,
): Promise<DecideResult> {
  requirePermission(actor, "import treatments");
  return onUpload(actor, uploadId, now, database, async (tx) => {
    const verdict = { take: "reject", leave_out: "accept" } as const;
    const changed = await tx
      .update(importRows)
      .set({ choice })
      .where(
        and(
          eq(importRows.clinicId, actor.clinicId),
          eq(importRows.uploadId, uploadId),
          eq(importRows.row, row),
          sql`${importRows.treatment} is not null`,
          choice === null ? undefined : eq(importRows.verdict, verdict[choice]),
        ),
      )
      .returning({ row: importRows.row });
    if (changed.length === 0) return { ok: false, reason: "not_found" } as const;
    const details = { row, choice };
    await writeAudit(tx, actor, { action: "import.decide", subjectId: uploadId, details }, now);
    return { ok: true } as const;
  });
}

/** Throws an uploaded file away, with everything that was read from it. */
export async function discardUpload(
  actor: Actor,
  { uploadId }: { uploadId: string },
  now: Date,
  database: Database = db,
): Promise<DecideResult> {
  requirePermission(actor, "import treatments");
  return onUpload(actor, uploadId, now, database, async (tx) => {
    await removeUpload(tx, actor.clinicId, uploadId);
    await writeAudit(tx, actor, { action: "import.discard", subjectId: uploadId }, now);
    return { ok: true } as const;
  });
}

/** The upload, taken for the transaction, unless an import of it is under way. */
function onUpload(
  actor: Actor,
  uploadId: string,
  now: Date,
  database: Database,
  work: (tx: Database, upload: Upload) => Promise<DecideResult>,
): Promise<DecideResult> {
  return inClinic(actor, database, async (tx) => {
    const run: UnfinishedRun | null = await findUnfinishedRun(tx, actor.clinicId, uploadId);
    if (run && isAlive(run.aliveAt, now)) return { ok: false, reason: "running", runId: run.id };
    const upload = await findArrived(tx, actor.clinicId, uploadId, { lock: true });
    return upload ? work(tx, upload) : { ok: false, reason: "not_found" };
  });
}

function removeUpload(tx: Database, clinicId: string, uploadId: string) {
  return tx.delete(importUploads).where(ofUpload(clinicId, uploadId));
}

function ofUpload(clinicId: string, uploadId: string) {
  return and(eq(importUploads.clinicId, clinicId), eq(importUploads.id, uploadId));
}
