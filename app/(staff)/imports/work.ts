import { setTimeout as sleep } from "node:timers/promises";
import { after } from "next/server";
import { readUpload } from "@/db/mutations/import-reading";
import { runImport } from "@/db/mutations/import-run";
import type { StaffActor } from "@/lib/actor";
import { logError } from "@/lib/log";

/** A short file is read, and a short import done, before the next page is shown. */
const WAIT_MS = 1_500;

/** Reads an upload under its newest decisions; a long one goes on after the answer. */
export async function readNow(actor: StaffActor, uploadId: string): Promise<void> {
  await workOn(
    readUpload(actor, { uploadId }, () => new Date()),
    { uploadId },
  );
}

/** Brings a started import in; a long one goes on after the answer. */
export async function runNow(actor: StaffActor, runId: string): Promise<void> {
  await workOn(
    runImport(actor, { runId }, () => new Date()),
    { runId },
  );
}

async function workOn(work: Promise<void>, ids: Record<string, string>): Promise<void> {
  const done = work.catch((error: unknown) => {
    logError("Work on an import stopped.", error, ids);
  });
  after(() => done);
  await Promise.race([done, sleep(WAIT_MS)]);
}
