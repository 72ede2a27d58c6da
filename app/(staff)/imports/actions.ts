"use server";

import { revalidatePath } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { startImport } from "@/db/mutations/import-run";
import { type DecideResult, decideImport, decideRow, discardUpload } from "@/db/mutations/imports";
import { sentForm } from "@/lib/forms/form-state";
import { readColumnsForm, readServicesForm, readStatusForm } from "@/lib/import/decision-form";
import type { ImportDecisions } from "@/lib/import/decisions";
import { ROW_CHOICES } from "@/lib/import/row-filter";
import { readNow, runNow } from "./work";

/** Keeps which column means what, and the order of day and month. */
export async function decideColumns(uploadId: string, sent: FormData): Promise<void> {
  await decide(uploadId, readColumnsForm(sentForm(sent)));
}

/** Keeps which services are treatments. */
export async function decideServices(uploadId: string, sent: FormData): Promise<void> {
  await decide(uploadId, { serviceDecisions: readServicesForm(sentForm(sent)) });
}

/** Keeps what words of the status column mean. */
export async function decideStatuses(uploadId: string, sent: FormData): Promise<void> {
  await decide(uploadId, { statusWords: readStatusForm(sentForm(sent)) });
}

/** Reads a file again whose reading lost its process. */
export async function readAgain(uploadId: string): Promise<void> {
  await decide(uploadId, {});
}

async function decide(uploadId: string, decisions: ImportDecisions): Promise<void> {
  const actor = await requireStaff();
  const id = idOf(uploadId);
  const result = await orForbidden(actor, () =>
    decideImport(actor, { uploadId: id, decisions }, new Date()),
  );
  leave(result);
  await readNow(actor, id);
  // Without this the browser would take it for a move within the page that it has.
  revalidatePath(`/imports/${id}`);
  redirect(`/imports/${id}`);
}

const rowFields = z.object({
  row: z.coerce.number().int().min(1).max(1_000_000),
  choice: z.enum(["", ...ROW_CHOICES]),
});

/** Leaves a row out, takes it, or follows the file again. Fields: row, choice. */
export async function decideOneRow(uploadId: string, sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const id = idOf(uploadId);
  const parsed = rowFields.safeParse(Object.fromEntries(sentForm(sent)));
  if (!parsed.success) notFound();
  const { row, choice } = parsed.data;
  const result = await orForbidden(actor, () =>
    decideRow(actor, { uploadId: id, row, choice: choice || null }, new Date()),
  );
  leave(result);
  revalidatePath(`/imports/${id}`);
}

/** Throws the file away. */
export async function discard(uploadId: string): Promise<void> {
  const actor = await requireStaff();
  const id = idOf(uploadId);
  const result = await orForbidden(actor, () => discardUpload(actor, { uploadId: id }, new Date()));
  if (!result.ok && result.reason === "running") leave(result);
  redirect("/imports?discarded=1");
}

/** Begins the import. Field: idempotencyKey. */
export async function begin(uploadId: string, sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const id = idOf(uploadId);
  const key = z.uuid().safeParse(sentForm(sent).get("idempotencyKey"));
  if (!key.success) notFound();
  const input = { uploadId: id, idempotencyKey: key.data };
  const result = await orForbidden(actor, () => startImport(actor, input, new Date()));
  if (!result.ok) {
    if (result.reason === "running") redirect(`/imports/runs/${result.runId}`);
    if (result.reason === "not_found") notFound();
    redirect(`/imports/${id}?start=${result.reason}`);
  }
  if (result.started) await runNow(actor, result.runId);
  redirect(`/imports/runs/${result.runId}`);
}

/** The page of an import that is under way, or of nothing, in place of a refused decision. */
function leave(result: DecideResult): void {
  if (result.ok) return;
  if (result.reason === "running") redirect(`/imports/runs/${result.runId}`);
  notFound();
}

function idOf(uploadId: string): string {
  const parsed = z.uuid().safeParse(uploadId);
  if (!parsed.success) notFound();
  return parsed.data;
}
