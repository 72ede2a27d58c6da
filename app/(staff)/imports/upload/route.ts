import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Busboy } from "@fastify/busboy";
import { orForbiddenForRoute } from "@/app/access";
import { refusal, requireStaffForRoute } from "@/app/auth";
import { keepUpload } from "@/db/mutations/imports";
import { NotPermitted, type StaffActor } from "@/lib/actor";
import { isSameOrigin } from "@/lib/http/same-origin";
import { UPLOAD_BYTES, type UploadRefusal } from "@/lib/import/upload-limits";
import { logError } from "@/lib/log";
import { signInPath } from "@/lib/sign-in/return-path";
import { readNow } from "../work";

/**
 * Takes the file of the upload form, part by part: it is never held in memory as a whole. Answers
 * with the page that goes on from there, like every form that works without scripts.
 */
export async function POST(request: Request): Promise<Response> {
  const actor = await requireStaffForRoute();
  if (actor instanceof Response) return seeOther(signInPath("/imports"));
  if (!isSameOrigin(request.headers)) {
    return refusal(403, "other_origin", "Send the file from the import page.");
  }
  const result = await orForbiddenForRoute(actor, () => takeFile(actor, request));
  if (result instanceof Response) return result;
  if (!result.ok) return seeOther(`/imports?refused=${result.reason}`);
  await readNow(actor, result.uploadId);
  return seeOther(`/imports/${result.uploadId}`);
}

type Taken = { ok: true; uploadId: string } | { ok: false; reason: UploadRefusal };

async function takeFile(actor: StaffActor, request: Request): Promise<Taken> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!request.body || !contentType.startsWith("multipart/form-data")) {
    return { ok: false, reason: "none" };
  }
  // The browser shows an answer only when it could send everything, so the rest is read and dropped.
  const body = Readable.fromWeb(request.body as ReadableStream<Uint8Array>);
  if (Number(request.headers.get("content-length")) > UPLOAD_BYTES + 100_000) {
    await drain(body);
    return { ok: false, reason: "large" };
  }
  const takings: Promise<Taken>[] = [];
  try {
    const form = new Busboy({
      headers: { "content-type": contentType },
      limits: { files: 1, fields: 20 },
    });
    form.on("file", (field, file, name) => {
      // An empty name is what a form sends when nothing was chosen.
      if (field !== "file" || !name) {
        file.resume();
        return;
      }
      // A body that ends inside the file ends nothing by itself: whoever reads on would wait for ever.
      // Listeners stay: a broken form tells its error more than once, and none may go unheard.
      for (const source of [body, form]) source.on("error", (error) => file.destroy(error));
      file.on("error", () => {});
      const taking = keepUpload(actor, { name, chunks: file }, new Date());
      takings.push(taking.finally(() => file.resume()));
    });
    await pipeline(body, form);
    const [taken = { ok: false, reason: "none" }] = await Promise.all(takings);
    return taken;
  } catch (error) {
    await Promise.allSettled(takings);
    if (error instanceof NotPermitted) throw error;
    logError("An upload broke off.", error);
    return { ok: false, reason: "broken" };
  }
}

async function drain(body: Readable): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // Whoever gave up sending needs no answer.
  }
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
