"use server";

import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { type CorrectCallResult, correctCall } from "@/db/mutations/call-corrections";
import { type CallCorrection, differingParts, partWords } from "@/lib/calls/correction";
import { parseCorrection } from "@/lib/calls/correction-schema";
import { relativeTo } from "@/lib/dates";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { listPlace, recordPath } from "./paths";

/** Corrects a logged call and leads back to the record, and to its list. Fields: those of the form that corrects calls. */
export async function correctLoggedCall(
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const { timeZone } = actor.clinic;
  const parsed = parseCorrection(form, { now, timeZone });
  if (!parsed.ok) {
    const { callId, version, idempotencyKey } = parsed.errors;
    const hidden = callId ?? version ?? idempotencyKey;
    const message = hidden ?? "Not saved yet: see the marked fields.";
    return { message, errors: parsed.errors, values };
  }
  const { correction } = parsed;
  const result = await orForbidden(actor, () => correctCall(actor, correction, now));
  if (!result.ok) return refused(correction, result, values, now);
  const saved = { what: "correction", at: now };
  const record = recordPath({ patientId: result.patientId, list: listPlace(from), saved });
  redirect(`${record}#call-${correction.callId}`);
}

function refused(
  correction: CallCorrection,
  result: Extract<CorrectCallResult, { ok: false }>,
  values: FormState["values"],
  now: Date,
): FormState {
  switch (result.reason) {
    case "stale":
      return { ...differenceFrom(correction, result, now), values: reread(values, result) };
    case "voicemail_not_allowed":
      return {
        message: "Not saved yet: see the marked fields.",
        errors: { outcome: "No voicemail may be left on this number." },
        values,
      };
    case "nothing_changed":
      return { message: "Not saved: it says the same as before.", errors: {}, values };
    case "taken_back":
      return { message: "Not saved: this call was taken back.", errors: {}, values };
    case "not_found":
      return {
        message: "Not saved: this call or number isn’t in your clinic.",
        errors: {},
        values,
      };
  }
}

type Stale = Extract<CorrectCallResult, { reason: "stale" }>;

/** Both texts: what was written here stands in the fields, what was saved meanwhile beside them. */
function differenceFrom(
  { words }: CallCorrection,
  stale: Stale,
  now: Date,
): Pick<FormState, "message" | "errors"> {
  const who = stale.by ?? "Somebody";
  const when = stale.at ? ` ${relativeTo(stale.at, now)}` : "";
  const different = differingParts(stale.words, words).map(({ part, field }) => {
    const saved = partWords(stale.words, part, () => "another number");
    return [field, `${who} saved: ${saved}. Saving again puts what stands here.`] as const;
  });
  return {
    message: `Not saved: ${who} corrected this call${when}. What they saved stands beside what you wrote.`,
    errors: Object.fromEntries(different),
  };
}

/** Whoever has seen the newer version may go on from it. */
function reread(values: FormState["values"], { version }: Stale): FormState["values"] {
  return { ...values, version: [String(version)] };
}
