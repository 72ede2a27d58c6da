"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { mergePatients, unmergePatients } from "@/db/mutations/merges";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { recordPath } from "../../paths";

const INCOMPLETE = "This form is incomplete. Reload the page; nothing was changed.";

const mergeFields = z.object({
  idempotencyKey: z.uuid(),
  keep: z.uuid(),
  firstVersion: z.coerce.number().int().positive(),
  otherVersion: z.coerce.number().int().positive(),
});

/** Makes one record of two. Fields: keep (the id that stays), firstVersion, otherVersion, idempotencyKey. */
export async function mergeRecords(
  firstId: string,
  otherId: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const [first, other] = [uuidOrNull(firstId), uuidOrNull(otherId)];
  const parsed = mergeFields.safeParse(Object.fromEntries(form));
  if (first === null || other === null) return { message: INCOMPLETE, errors: {}, values };
  if (!parsed.success || ![first, other].includes(parsed.data.keep)) {
    const chosen = form.get("keep") !== null;
    const message = chosen ? INCOMPLETE : "Choose which record stays.";
    return { message, errors: {}, values };
  }
  const { keep, firstVersion, otherVersion, idempotencyKey } = parsed.data;
  const keepsFirst = keep === first;
  const merge = {
    keptId: keep,
    mergedId: keepsFirst ? other : first,
    versions: {
      kept: keepsFirst ? firstVersion : otherVersion,
      merged: keepsFirst ? otherVersion : firstVersion,
    },
    idempotencyKey,
  };
  const result = await orForbidden(actor, () => mergePatients(actor, merge, now));
  if (result.ok) redirect(recordPath({ patientId: keep, saved: { what: "merged", at: now } }));
  const words = {
    not_found: "One of these records isn’t in your clinic.",
    same_record: "These are one and the same record.",
    already_merged: "One of them has become part of another record: open it again.",
    changed: "One of them was corrected meanwhile: reload the page and compare again.",
  };
  return { message: `Not merged. ${words[result.reason]}`, errors: {}, values };
}

/** Makes two records of one again. */
export async function undoRecordMerge(
  mergeId: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const values = keptValues(sentForm(sent));
  const now = new Date();
  const id = uuidOrNull(mergeId);
  if (id === null) return { message: INCOMPLETE, errors: {}, values };
  const result = await orForbidden(actor, () => unmergePatients(actor, { mergeId: id }, now));
  if (result.ok) {
    redirect(recordPath({ patientId: result.mergedId, saved: { what: "unmerged", at: now } }));
  }
  const words = {
    not_found: "This merge isn’t in your clinic.",
    merged_on_top: "A later merge has to be undone first.",
  };
  return { message: `Not undone. ${words[result.reason]}`, errors: {}, values };
}
