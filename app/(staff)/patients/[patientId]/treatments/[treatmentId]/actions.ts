"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { orForbidden } from "@/app/access";
import { requireStaff, type SignedIn } from "@/app/auth";
import type { TreatmentTimeState } from "@/components/record/treatment-time-form";
import { correctTreatmentTime } from "@/db/mutations/treatments";
import { previewTreatmentTime } from "@/db/queries/treatment-time";
import { absolute } from "@/lib/dates";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { correctionReason } from "@/lib/forms/free-text";
import { uuidOrNull } from "@/lib/forms/uuid";
import { clockWithZone, readLocalTime } from "@/lib/local-time";
import { refuseTreatmentTime, TREATMENT_TIME_REFUSALS } from "@/lib/recovery/treatment-time";
import { listPlace, recordPath } from "../../paths";
import { effectOf } from "./effect";

type Of = { patientId: string; treatmentId: string };

const GONE = "This treatment isn’t in your clinic, or the record became part of another.";
const INCOMPLETE = "This form is incomplete. Reload the page; nothing was saved.";
const MARKED = "Not saved yet: see the marked fields.";

/**
 * Shows what another end of treatment would change, and stores it once that was shown. Fields: endedAt, which
 * (earlier or later, for a clock time that came twice), step (preview or save), previewed, why, version,
 * idempotencyKey.
 */
export async function correctTime(
  patientId: string,
  treatmentId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<TreatmentTimeState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const { timeZone } = actor.clinic;
  const ids = [uuidOrNull(patientId), uuidOrNull(treatmentId)] as const;
  if (ids[0] === null || ids[1] === null) return { message: GONE, errors: {}, values };
  const of = { patientId: ids[0], treatmentId: ids[1] };
  const time = readTime(form, timeZone, now);
  if (!time.ok) return { message: MARKED, errors: time.errors, values, twice: time.twice };

  const saving = form.get("step") === "save";
  const shown = await showEffect(actor, of, time.endedAt, now);
  if (shown === null) return { message: GONE, errors: {}, values };
  const state = { values, twice: time.twice, effect: shown };
  if (!saving) return { ...state, message: null, errors: {} };
  if (fieldText(form, "previewed") !== shown.endedAt) {
    return { ...state, message: "The time is another than the one shown: look again.", errors: {} };
  }
  const rest = savedFields.safeParse(Object.fromEntries(form));
  if (!rest.success) {
    const errors = fieldErrors(rest.error);
    return { ...state, message: errors.why ? MARKED : INCOMPLETE, errors };
  }
  const { why, version, idempotencyKey } = rest.data;
  const result = await orForbidden(actor, () =>
    correctTreatmentTime(
      actor,
      { ...of, endedAt: time.endedAt, reason: why ?? "", version, idempotencyKey },
      now,
    ),
  );
  if (result.ok) {
    const saved = { what: "time", at: now };
    redirect(
      recordPath({ patientId: of.patientId, recovery: treatmentId, list: listPlace(from), saved }),
    );
  }
  switch (result.reason) {
    case "stale":
      return {
        ...state,
        values: { ...values, version: [String(result.version)] },
        message: `Not saved: ${result.by ?? "somebody"} has corrected it meanwhile.`,
        errors: {
          endedAt: `${result.by ?? "Somebody"} saved: ${absolute(result.stored.endedAt, timeZone)}. Correcting again puts what stands here.`,
        },
      };
    case "unchanged":
      return { ...state, message: "It says so already; nothing was saved.", errors: {} };
    case "not_found":
      return { ...state, message: GONE, errors: {} };
    case "in_future":
    case "too_long_ago":
      return {
        ...state,
        message: MARKED,
        errors: { endedAt: TREATMENT_TIME_REFUSALS[result.reason] },
      };
  }
}

const savedFields = z.object({
  why: correctionReason,
  version: z.coerce.number(INCOMPLETE).int(INCOMPLETE).positive(INCOMPLETE),
  idempotencyKey: z.uuid(INCOMPLETE),
});

type Read =
  | { ok: true; endedAt: Date; twice: TreatmentTimeState["twice"] }
  | { ok: false; errors: Record<string, string>; twice: TreatmentTimeState["twice"] };

/** A time that the clocks skipped is refused in words; of one that came twice, somebody says which. */
function readTime(form: FormData, zone: string, now: Date): Read {
  const read = readLocalTime(fieldText(form, "endedAt"), zone);
  if (read.kind === "unreadable") {
    return { ok: false, errors: { endedAt: "Enter a date and time" }, twice: null };
  }
  if (read.kind === "skipped") {
    const errors = {
      endedAt: "The clocks skipped this time that night: it never was. Enter one before or after.",
    };
    return { ok: false, errors, twice: null };
  }
  const twice =
    read.kind === "twice"
      ? { earlier: clockWithZone(read.earlier, zone), later: clockWithZone(read.later, zone) }
      : null;
  const which = form.get("which");
  if (read.kind === "twice" && which !== "earlier" && which !== "later") {
    return { ok: false, errors: { which: "Choose which of the two it was" }, twice };
  }
  const endedAt = read.kind === "once" ? read.at : which === "later" ? read.later : read.earlier;
  const refusal = refuseTreatmentTime(endedAt, now);
  if (refusal) return { ok: false, errors: { endedAt: TREATMENT_TIME_REFUSALS[refusal] }, twice };
  return { ok: true, endedAt, twice };
}

async function showEffect(actor: SignedIn, of: Of, endedAt: Date, now: Date) {
  const { clinic } = actor;
  const preview = await orForbidden(actor, () =>
    previewTreatmentTime(actor, { ...of, endedAt }, now),
  );
  return preview && effectOf(preview, now, clinic.timeZone);
}
