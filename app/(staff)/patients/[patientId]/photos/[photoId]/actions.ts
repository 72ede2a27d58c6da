"use server";

import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { eraseRemovedPhotos } from "@/app/jobs/remove-old-photos";
import { removePhoto } from "@/db/mutations/photos";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { STAFF_REMOVALS } from "@/lib/photos/removal";
import { listPlace, recordPath } from "../../paths";

/** Removes a photo and erases its bytes at once. Field: reason. */
export async function removePatientPhoto(
  patientId: string,
  photoId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const now = new Date();
  const said = fieldText(sentForm(sent), "reason");
  const reason = STAFF_REMOVALS.find((known) => known === said);
  const ids = [uuidOrNull(patientId), uuidOrNull(photoId)] as const;
  if (!reason) return refused("Not removed yet: say why.");
  if (ids[0] === null || ids[1] === null) return refused(GONE);
  const photo = { patientId: ids[0], photoId: ids[1], reason };
  const removed = await orForbidden(actor, () => removePhoto(actor, photo, now));
  if (!removed.ok) return refused(GONE);
  await eraseRemovedPhotos(actor.clinicId, now);
  const saved = { what: "photo", at: now };
  redirect(recordPath({ patientId: photo.patientId, list: listPlace(from), saved }));
}

const GONE = "Not removed. This photo isn’t in your clinic, or the record became part of another.";

function refused(message: string): FormState {
  return { message, errors: {}, values: {} };
}
