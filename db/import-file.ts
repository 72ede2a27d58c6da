import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { Actor } from "@/lib/actor";
import { relieveHeap } from "@/lib/heap-relief";
import { type Database, inClinic } from "./client";
import { importParts, importUploads } from "./schema/imports";

export type Upload = typeof importUploads.$inferSelect;

/** A part in the database; small enough that holding one costs nothing. */
export const PART_BYTES = 1024 * 1024;

/** Each part passes through buffers and texts of several times its size; these go after so many. */
export const RELIEF_PARTS = 8;

/** Cuts a stream of bytes into parts of one size, the last one shorter. */
export async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.byteLength;
    if (size < PART_BYTES) continue;
    const whole = Buffer.concat(held);
    let from = 0;
    for (; from + PART_BYTES <= whole.byteLength; from += PART_BYTES) {
      yield whole.subarray(from, from + PART_BYTES);
    }
    held = [whole.subarray(from)];
    size = whole.byteLength - from;
  }
  if (size > 0) yield Buffer.concat(held);
}

/** An upload that has arrived whole, or null. `lock` takes it for the length of the transaction. */
export async function findArrived(
  tx: Database,
  clinicId: string,
  uploadId: string,
  { lock = false } = {},
): Promise<Upload | null> {
  const query = tx
    .select()
    .from(importUploads)
    .where(
      and(
        eq(importUploads.clinicId, clinicId),
        eq(importUploads.id, uploadId),
        isNotNull(importUploads.byteCount),
      ),
    );
  const [upload] = await (lock ? query.for("update") : query);
  return upload ?? null;
}

/** The whole file, read part by part into one buffer. Null when it is thrown away meanwhile. */
export async function readBytes(
  actor: Actor,
  upload: { id: string; byteCount: number },
  database: Database,
): Promise<Buffer | null> {
  const bytes = Buffer.alloc(upload.byteCount);
  const ofUpload = and(
    eq(importParts.clinicId, actor.clinicId),
    eq(importParts.uploadId, upload.id),
  );
  const parts = await inClinic(actor, database, (tx) =>
    tx
      .select({ part: importParts.part })
      .from(importParts)
      .where(ofUpload)
      .orderBy(asc(importParts.part)),
  );
  let at = 0;
  for (const { part } of parts) {
    const [row] = await inClinic(actor, database, (tx) =>
      tx
        .select({ content: importParts.content })
        .from(importParts)
        .where(and(ofUpload, eq(importParts.part, part))),
    );
    if (row) at += row.content.copy(bytes, at);
    if (part % RELIEF_PARTS === RELIEF_PARTS - 1) await relieveHeap();
  }
  return at === bytes.byteLength ? bytes : null;
}
