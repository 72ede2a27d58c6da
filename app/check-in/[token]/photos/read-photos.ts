import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Busboy } from "@fastify/busboy";
import { logError } from "@/lib/log";
import { FORM_BYTES, PHOTO_BYTES, PHOTOS_AT_ONCE } from "@/lib/photos/photo-form";

/** A photo of the form; `bytes` is null when it was larger than a photo may be. */
export type ReadPhoto = { n: number; bytes: Buffer | null };

/** A form of photos, read whole. `large`: all of it is too much. `lost`: it broke off. */
export type ReadForm =
  | { ok: true; fields: ReadonlyMap<string, string>; photos: ReadPhoto[] }
  | { ok: false; reason: "large" | "lost" };

/**
 * Reads the photo form part by part. What is too large is never held: a browser shows an answer only when
 * it could send everything, so the rest is read and dropped.
 */
export async function readPhotos(request: Request): Promise<ReadForm> {
  const contentType = request.headers.get("content-type") ?? "";
  const fields = new Map<string, string>();
  if (!request.body || !contentType.startsWith("multipart/form-data")) {
    return { ok: true, fields, photos: [] };
  }
  const body = Readable.fromWeb(request.body as ReadableStream<Uint8Array>);
  if (Number(request.headers.get("content-length")) > FORM_BYTES) {
    await drop(body);
    return { ok: false, reason: "large" };
  }
  const reading: Promise<ReadPhoto>[] = [];
  try {
    const form = new Busboy({
      headers: { "content-type": contentType },
      limits: { files: PHOTOS_AT_ONCE, fields: 20, fieldSize: 1000, fileSize: PHOTO_BYTES },
    });
    form.on("field", (name, value) => fields.set(name, value));
    form.on("file", (field, file, name) => {
      const n = Number(/^photo-(\d)$/.exec(field)?.[1] ?? 0);
      // An empty name is what a form sends when nothing was chosen.
      if (n < 1 || n > PHOTOS_AT_ONCE || !name) {
        file.resume();
        return;
      }
      // A body that ends inside the file ends nothing by itself: whoever reads on would wait for ever.
      // Listeners stay: a broken form tells its error more than once, and none may go unheard.
      for (const source of [body, form]) source.on("error", (error) => file.destroy(error));
      file.on("error", () => {});
      reading.push(readFile(n, file));
    });
    await pipeline(body, form);
    return { ok: true, fields, photos: await Promise.all(reading) };
  } catch (error) {
    await Promise.allSettled(reading);
    logError("Photos broke off on their way.", error);
    return { ok: false, reason: "lost" };
  }
}

async function readFile(n: number, file: Readable & { truncated?: boolean }): Promise<ReadPhoto> {
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  return { n, bytes: file.truncated ? null : Buffer.concat(chunks) };
}

/** Reads on and keeps nothing. Whoever gave up sending needs no answer. */
export async function drop(body: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // It broke off by itself.
  }
}
