"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { clinicOf } from "@/app/clinic";
import { recordCall } from "@/db/mutations/calls";
import { claimFollowUp } from "@/db/mutations/claims";
import { parseCall } from "@/lib/calls/schema";
import { entryRefusalWords } from "@/lib/check-in/entry";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { listAddress } from "./paths";

/** Says that this person is calling the patient now. `claimed: false` when somebody else is. */
export async function claimCall(patientId: string): Promise<{ claimed: boolean }> {
  const actor = await requireStaff();
  const id = uuidOrNull(patientId);
  if (id === null) return { claimed: false };
  const result = await orForbidden(actor, () =>
    claimFollowUp(actor, { patientId: id, takeOver: false }, new Date()),
  );
  return { claimed: result.ok };
}

/** Takes the call over from somebody who has it. Field: patientId. */
export async function takeOverCall(sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const patientId = uuidOrNull(sentForm(sent).get("patientId"));
  if (patientId !== null) {
    await orForbidden(actor, () => claimFollowUp(actor, { patientId, takeOver: true }, new Date()));
  }
  revalidatePath("/worklist");
}

/** Logs a call from the panel and leads back to the list that it was opened from. */
export async function logCall(back: string, _: FormState, sent: FormData): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const now = new Date();
  const values = keptValues(form);
  const { timeZone } = await clinicOf(actor);
  const parsed = parseCall(form, { now, timeZone });
  if (!parsed.ok) {
    const { patientId, idempotencyKey, lastSeenCallId } = parsed.errors;
    const hidden = patientId ?? idempotencyKey ?? lastSeenCallId;
    const message = hidden ?? "Not saved yet: see the marked fields.";
    return { message, errors: parsed.errors, values };
  }

  const result = await orForbidden(actor, () => recordCall(actor, parsed.call, now));
  if (!result.ok) {
    return { message: `Not saved. ${entryRefusalWords(result.reason)}`, errors: {}, values };
  }
  revalidatePath("/worklist");
  const next: [string, string][] = form.get("then") === "next" ? [["then", "next"]] : [];
  redirect(listAddress(back, [["logged", result.callId], ...next]));
}
