"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { dropCallDraft } from "@/db/mutations/call-drafts";
import { undoCall } from "@/db/mutations/call-undo";
import { type RecordCallResult, recordCall } from "@/db/mutations/calls";
import { claimFollowUp } from "@/db/mutations/claims";
import { findWorklistLine } from "@/db/queries/worklist";
import { parseCall } from "@/lib/calls/schema";
import { entryRefusalWords } from "@/lib/check-in/entry";
import { type FormState, IDLE, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { rowOf } from "@/lib/worklist/line";
import type { CallState } from "@/lib/worklist/row";
import { recordAddress } from "../patients/[patientId]/paths";
import { listAddress, type Parameters } from "./paths";

/** Takes the call over from somebody who has it. Field: patientId. */
export async function takeOverCall(sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const patientId = uuidOrNull(sentForm(sent).get("patientId"));
  if (patientId !== null) {
    await orForbidden(actor, () => claimFollowUp(actor, { patientId, takeOver: true }, new Date()));
  }
  revalidatePath("/worklist");
}

/** Throws one's own unfinished call form about a patient away. Field: patientId. */
export async function throwDraftAway(sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const patientId = uuidOrNull(sentForm(sent).get("patientId"));
  if (patientId !== null) {
    await orForbidden(actor, () => dropCallDraft(actor, { patientId }, new Date()));
  }
  revalidatePath("/worklist");
}

/**
 * Takes one's own call back, from the list or the record, and leads back there. Field: callId. The
 * page says what became of it.
 */
export async function takeCallBack(back: string, sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const callId = uuidOrNull(sentForm(sent).get("callId"));
  const result = await orForbidden(actor, async () =>
    callId === null
      ? ({ ok: false, reason: "not_found" } as const)
      : undoCall(actor, { callId }, new Date()),
  );
  revalidatePath("/worklist");
  const kept: [string, string][] = result.ok ? [] : [["kept", result.reason]];
  redirect(backAddress(back, [["logged", callId ?? ""], ...kept]));
}

/**
 * Logs a call from the panel and leads back to the list that it was opened from. A page with scripts
 * (field `scripts`) is handed the saved row and the address instead: it repaints the one row at once,
 * and the list while somebody looks at it.
 */
export async function logCall(back: string, _: FormState, sent: FormData): Promise<CallState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const now = new Date();
  const values = keptValues(form);
  const { clinic } = actor;
  const parsed = parseCall(form, { now, timeZone: clinic.timeZone });
  if (!parsed.ok) {
    const { patientId, idempotencyKey, lastSeenCallId } = parsed.errors;
    const hidden = patientId ?? idempotencyKey ?? lastSeenCallId;
    const message = hidden ?? "Not saved yet: see the marked fields.";
    return { message, errors: parsed.errors, values };
  }

  const result = await orForbidden(actor, () => recordCall(actor, parsed.call, now));
  if (!result.ok) return { ...refusedCall(result.reason), values };
  const also: [string, string][] = result.alsoCallId ? [["also", result.alsoCallId]] : [];
  const next: [string, string][] = form.get("then") === "next" ? [["then", "next"]] : [];
  const address = listAddress(back, [["logged", result.callId], ...also, ...next]);
  if (form.get("scripts") !== "on") {
    revalidatePath("/worklist");
    redirect(address);
  }
  const line = await orForbidden(actor, () => findWorklistLine(actor, parsed.call.patientId, now));
  return { ...IDLE, saved: { address, row: line && rowOf(line, now, clinic) } };
}

/** Why a call can't be kept, beside the field that it is about. */
function refusedCall(
  reason: Extract<RecordCallResult, { ok: false }>["reason"],
): Omit<FormState, "values"> {
  const message = "Not saved yet: see the marked fields.";
  switch (reason) {
    case "provider_not_told":
      return {
        message,
        errors: {
          providerId:
            "At this level a licensed provider hears of the call today. Say who was told, or that none could be reached yet.",
        },
      };
    case "voicemail_not_allowed":
      return { message, errors: { outcome: "No voicemail may be left on this number." } };
    default:
      return { message: `Not saved. ${entryRefusalWords(reason)}`, errors: {} };
  }
}

/** Only an address of the list or of a record, with parameters added. */
function backAddress(back: unknown, more: Parameters): string {
  return recordAddress(back, more) ?? listAddress(back, more);
}
