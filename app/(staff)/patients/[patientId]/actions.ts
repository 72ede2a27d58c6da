"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { recordCheckIn } from "@/db/mutations/check-ins";
import { closeRecovery } from "@/db/mutations/closures";
import { clearReasons } from "@/db/mutations/reviews";
import { entryRefusalWords } from "@/lib/check-in/entry";
import { noteSchema, parseCheckIn } from "@/lib/check-in/schema";
import { fieldErrors } from "@/lib/forms/field-errors";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { HUMAN_CLOSING_OUTCOMES } from "@/lib/recovery/closing";
import { REASON_CODES } from "@/lib/triage/protocol";
import { listPlace, recordPath } from "./paths";

/** Keeps a check-in that staff took. Fields: those of the check-in form. `from`: the list to lead on. */
export async function recordPatientCheckIn(
  recoveryId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const now = new Date();
  const form = sentForm(sent);
  const values = keptValues(form);
  const ids = z
    .object({ patientId: z.uuid(), idempotencyKey: z.uuid(), recoveryId: z.uuid() })
    .safeParse({ ...Object.fromEntries(form), recoveryId });
  const { timeZone, emergencyNumber } = actor.clinic;
  const parsed = parseCheckIn(form, { now, timeZone });
  if (!ids.success || !parsed.ok) {
    return {
      message: ids.success ? "Not saved yet: see the marked fields." : INCOMPLETE,
      errors: parsed.ok ? {} : parsed.errors,
      values,
    };
  }
  const result = await orForbidden(actor, () =>
    recordCheckIn(actor, { ...parsed.checkIn, ...ids.data }, now),
  );
  if (!result.ok) {
    const emergency = result.emergency ? ` Tell them to call ${emergencyNumber} now.` : "";
    const words = entryRefusalWords(result.reason);
    return result.reason === "not_found"
      ? { message: `Not saved. ${words}${emergency}`, errors: {}, values }
      : { message: `Not saved.${emergency}`, errors: { observedAt: words }, values };
  }
  redirect(
    recordPath({
      patientId: ids.data.patientId,
      recovery: ids.data.recoveryId,
      list: listPlace(from),
      saved: { what: "check-in", at: now },
    }),
  );
}

const INCOMPLETE = "This form is incomplete. Reload the page; nothing was saved.";

const reviewFields = z.object({
  patientId: z.uuid(INCOMPLETE),
  recoveryId: z.uuid(INCOMPLETE),
  idempotencyKey: z.uuid(INCOMPLETE),
  reasons: z
    .array(z.enum(REASON_CODES, "Tick reasons of the list only"))
    .min(1, "Tick at least one reason"),
  note: noteSchema.refine((note) => note !== null, "Say what you saw or decided"),
});

/** Clears reasons by name. Fields: reasons, note, recoveryId, idempotencyKey. */
export async function clearPatientReasons(
  patientId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const parsed = reviewFields.safeParse({
    ...Object.fromEntries(form),
    patientId,
    reasons: form.getAll("reasons"),
  });
  if (!parsed.success) return refusedForm(parsed.error, values);
  const { reasons, note, ...ids } = parsed.data;
  const now = new Date();
  const result = await orForbidden(actor, () =>
    clearReasons(actor, { ...ids, clears: reasons, note: note ?? "" }, now),
  );
  if (!result.ok) {
    return {
      message:
        result.reason === "not_found"
          ? "Not saved. This recovery isn’t in your clinic."
          : "Not saved. One of these reasons no longer stands: reload the page and look again.",
      errors: {},
      values,
    };
  }
  const recovery = ids.recoveryId;
  const saved = { what: "review", at: now };
  redirect(recordPath({ patientId, recovery, list: listPlace(from), saved }));
}

const closingFields = z.object({
  patientId: z.uuid(INCOMPLETE),
  recoveryId: z.uuid(INCOMPLETE),
  idempotencyKey: z.uuid(INCOMPLETE),
  outcome: z.enum(HUMAN_CLOSING_OUTCOMES, "Choose how it ended"),
  note: noteSchema,
});

/** Closes a recovery with an outcome. Fields: outcome, note, recoveryId, idempotencyKey. */
export async function closePatientRecovery(
  patientId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const parsed = closingFields.safeParse({ ...Object.fromEntries(form), patientId });
  if (!parsed.success) return refusedForm(parsed.error, values);
  const now = new Date();
  const result = await orForbidden(actor, () => closeRecovery(actor, parsed.data, now));
  if (!result.ok) {
    const words = {
      not_found: "This recovery isn’t in your clinic.",
      too_early: "A recovery is closed from day 14 on.",
      needs_review: "A reason at complication or worse stands: review it first.",
      already_closed: "It is closed already.",
    };
    return { message: `Not saved. ${words[result.reason]}`, errors: {}, values };
  }
  const recovery = parsed.data.recoveryId;
  const saved = { what: "closed", at: now };
  redirect(recordPath({ patientId, recovery, list: listPlace(from), saved }));
}

function refusedForm(error: z.ZodError, values: FormState["values"]): FormState {
  const errors = fieldErrors(error);
  const hidden = ["patientId", "recoveryId", "idempotencyKey"].some((field) => errors[field]);
  return { message: hidden ? INCOMPLETE : "Not saved yet: see the marked fields.", errors, values };
}
