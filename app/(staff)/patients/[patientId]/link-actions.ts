"use server";

import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { openText } from "@/app/sealed-text";
import { createCheckInLink, revokeCheckInLink } from "@/db/mutations/check-in-links";
import { findLinkRecipient } from "@/db/queries/check-in-links";
import { linkPath } from "@/lib/check-in/link";
import { linkAddresses, linkMessage, type MadeLink, qrPath } from "@/lib/check-in/link-message";
import { publicUrl } from "@/lib/env";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { listPlace, recordPath } from "./paths";

/** What comes back of making a link: the link itself, for this one answer. */
export type LinkState = FormState & { made?: MadeLink };

const REFUSED = {
  not_found: "Not made. This patient isn’t in your clinic, or the record became part of another.",
  no_birth_date:
    "Not made. The link opens with the birth date, and this record has none: add it first.",
  no_treatment: "Not made. Nothing was treated yet, so there is nothing to report on.",
} as const;

/** Makes a link to the patient's own page and shows it. Fields: token (sealed, of this form), idempotencyKey. */
export async function makeCheckInLink(
  patientId: string,
  _: LinkState,
  sent: FormData,
): Promise<LinkState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const now = new Date();
  const id = uuidOrNull(patientId);
  const idempotencyKey = uuidOrNull(fieldText(form, "idempotencyKey"));
  // Sealed into the form, so that a form that is sent twice shows the same link twice.
  const token = await openText("link", fieldText(form, "token"));
  if (id === null) return refused(REFUSED.not_found);
  const { language, contacts } = await orForbidden(actor, () => findLinkRecipient(actor, id, now));
  if (idempotencyKey === null || token === "") {
    return refused("Not made. This form is too old: reload the page.");
  }
  const made = await orForbidden(actor, () =>
    createCheckInLink(actor, { patientId: id, token, idempotencyKey }, now),
  );
  if (!made.ok) return refused(REFUSED[made.reason]);
  const { name } = actor.clinic;
  const url = new URL(linkPath(token, language), publicUrl()).href;
  const message = linkMessage(url, name, language);
  const shown = { url, addresses: linkAddresses(contacts, message, name), qr: qrPath(url) };
  return { message: null, errors: {}, values: {}, made: shown };
}

function refused(message: string): LinkState {
  return { message, errors: {}, values: {} };
}

/** Takes a link back. Field: linkId. */
export async function revokeLink(patientId: string, from: string, sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const now = new Date();
  const [id, linkId] = [uuidOrNull(patientId), uuidOrNull(fieldText(sentForm(sent), "linkId"))];
  const revoked =
    id !== null && linkId !== null
      ? await orForbidden(actor, () => revokeCheckInLink(actor, { patientId: id, linkId }, now))
      : { ok: false };
  const what = revoked.ok ? "link" : "no-link";
  redirect(recordPath({ patientId: id ?? "", list: listPlace(from), saved: { what, at: now } }));
}
