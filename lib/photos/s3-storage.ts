import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import type { S3Place } from "@/lib/env";
import type { PhotoStorage } from "./storage";

/** One answer may take so long; a photo is a third of a megabyte. */
const PATIENCE_MS = 15_000;

/** Photos as objects of a bucket of any S3-compatible service. What fails in passing is tried again. */
export function s3Storage({ url, keyId, secret, region }: S3Place): PhotoStorage {
  const service = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    service: "s3",
    region,
    retries: 3,
    initRetryMs: 100,
  });
  const ask = (method: string, key: string, more: RequestInit = {}) =>
    service.fetch(`${url.replace(/\/$/, "")}/${encodeURIComponent(key)}`, {
      method,
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...more,
    });
  return {
    async put(key, bytes) {
      const headers = {
        "content-type": "image/jpeg",
        // Signed with the rest, so that the service refuses what was damaged on the way.
        "x-amz-content-sha256": createHash("sha256").update(bytes).digest("hex"),
      };
      const answer = await ask("PUT", key, { headers, body: Buffer.from(bytes) });
      await answer.body?.cancel();
      if (!answer.ok) throw refused("keep", answer);
    },
    async get(key) {
      const answer = await ask("GET", key);
      if (answer.ok) return Buffer.from(await answer.arrayBuffer());
      await answer.body?.cancel();
      if (answer.status === 404) return null;
      throw refused("give", answer);
    },
    async remove(key) {
      const answer = await ask("DELETE", key);
      await answer.body?.cancel();
      if (!answer.ok && answer.status !== 404) throw refused("remove", answer);
    },
  };
}

function refused(verb: string, { status }: Response): Error {
  return new Error(`The store of photos didn't ${verb} one: status ${status}.`);
}
