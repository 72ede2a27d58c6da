"use server";

import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { setClinicMessages } from "@/db/mutations/message-settings";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { parseClinicMessages } from "@/lib/messaging/clinic-messages";

/** Keeps what the clinic decides about its messages. Fields: those of the form, and version. */
export async function saveClinicMessages(_: FormState, sent: FormData): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const { country } = actor.clinic;
  const version = fieldText(form, "version");
  const parsed = parseClinicMessages(form, country);
  if (!/^\d{1,9}$/.test(version)) {
    const message = "This form is incomplete. Reload the page; nothing was saved.";
    return { message, errors: {}, values };
  }
  if (!parsed.ok) {
    return { message: "Not saved yet: see the marked fields.", errors: parsed.errors, values };
  }
  const set = { ...parsed.value, version: Number(version) };
  const result = await orForbidden(actor, () => setClinicMessages(actor, set, now));
  if (result.ok) redirect(`/settings/messages?saved=1&n=${now.getTime().toString(36)}`);
  if (result.reason === "stale") {
    const message =
      "Not saved: somebody changed the clinic’s settings meanwhile. Reload the page to go on from there.";
    return { message, errors: {}, values };
  }
  return {
    message: "Not saved yet: see the marked fields.",
    errors: { textNumber: "Texts to this number go to another clinic: enter another" },
    values,
  };
}
