"use server";

import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { setRestriction } from "@/db/mutations/restrictions";
import { relativeTo } from "@/lib/dates";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { parseRestriction, untilRefusal } from "@/lib/recovery/set-restriction";
import { listPlace, recordPath } from "./paths";

const INCOMPLETE = "This form is incomplete. Reload the page; nothing was saved.";
const MARKED = "Not saved yet: see the marked fields.";

/** Sets until when a patient has to wait with something. Fields: those of the restriction form. */
export async function setPersonalRestriction(
  patientId: string,
  recoveryId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const ids = { patientId: uuidOrNull(patientId), recoveryId: uuidOrNull(recoveryId) };
  const parsed = parseRestriction(form);
  if (ids.patientId === null || ids.recoveryId === null) {
    return { message: INCOMPLETE, errors: {}, values };
  }
  if (!parsed.ok) {
    const { errors } = parsed;
    const incomplete = ["restriction", "version", "unit"].some((field) => errors[field]);
    return { message: incomplete ? INCOMPLETE : MARKED, errors, values };
  }
  const place = { patientId: ids.patientId, recoveryId: ids.recoveryId };
  const result = await orForbidden(actor, () =>
    setRestriction(actor, { ...place, ...parsed.value }, now),
  );
  if (result.ok) {
    const saved = { what: "restriction", at: now };
    redirect(
      recordPath({
        patientId: place.patientId,
        recovery: place.recoveryId,
        list: listPlace(from),
        saved,
      }),
    );
  }
  if (result.reason === "stale") {
    const { stored, by, at, version } = result;
    const what =
      stored.untilHours === null ? "went back to the guide" : `set ${stored.untilHours} h`;
    return {
      message: `Not saved: ${by} ${what} ${relativeTo(at, now)}: “${stored.reason}”. Saving again puts what stands here.`,
      errors: {},
      values: { ...values, version: [String(version)] },
    };
  }
  if (result.reason === "hours") {
    return { message: MARKED, errors: { until: untilRefusal(parsed.value.id) }, values };
  }
  const words = {
    not_found: "This recovery isn’t in your clinic, or the record became part of another.",
    not_open: "This recovery is closed.",
    unchanged: "The guide’s own time holds already.",
  };
  return { message: `Not saved. ${words[result.reason]}`, errors: {}, values };
}
