"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { setOnCall } from "@/db/mutations/on-call";
import { readText } from "@/db/mutations/received-texts";
import { clock } from "@/lib/dates";
import { parseOnCall } from "@/lib/follow-up/on-call-form";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";

/** Sets who is on call. Fields: staffId (empty: nobody), until, seenShiftId. */
export async function putOnCall(back: string, _: FormState, sent: FormData): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const { timeZone } = actor.clinic;
  const parsed = parseOnCall(form, { now, timeZone });
  if (!parsed.ok) {
    const { seenShiftId, ...errors } = parsed.errors;
    return { message: seenShiftId ?? "Not saved yet: see the marked fields.", errors, values };
  }
  const result = await orForbidden(actor, () => setOnCall(actor, parsed.entry, now));
  if (!result.ok) {
    // The page shows what stands now, so that sending it again is a choice.
    revalidatePath("/hand-over");
    switch (result.reason) {
      case "changed": {
        const { id, name, fromAt } = result.shift;
        const message = `Not saved: ${name} was put on call at ${clock(fromAt, timeZone)}, after this page was opened. Send it again to change that.`;
        return { message, errors: {}, values: { ...values, seenShiftId: [id] } };
      }
      case "over_already":
        return { message: null, errors: { until: "Enter a time to come" }, values };
      case "not_found":
        return { message: null, errors: { staffId: "Choose somebody of the list" }, values };
    }
  }
  redirect(savedPath(back, "on-call", now));
}

/** Notes that somebody has read a text. Field: textId. */
export async function markUnreadText(
  back: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const now = new Date();
  const textId = uuidOrNull(fieldText(sentForm(sent), "textId"));
  const read =
    textId !== null &&
    (await orForbidden(actor, () => readText(actor, { textId, patientId: null }, now)));
  if (read && read.ok) redirect(savedPath(back, "text", now));
  return { message: "Not noted: this text isn’t in your clinic.", errors: {}, values: {} };
}

/**
 * Only an address of this page, whatever was bound to the form; another one each time, or the form
 * would stay as it was.
 */
function savedPath(back: unknown, what: "on-call" | "text", now: Date): string {
  const known = typeof back === "string" && /^\/hand-over\?[\w=%-]+$/.test(back);
  const saved = `saved=${what}&n=${now.getTime().toString(36)}`;
  return known ? `${back}&${saved}` : `/hand-over?${saved}`;
}
