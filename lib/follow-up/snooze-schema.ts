import { z } from "zod";
import { instantOfField } from "@/lib/dates";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { freeText } from "@/lib/forms/free-text";
import { unpackIds } from "@/lib/worklist/selection";
import { SNOOZE_REASON_LIMIT } from "./snooze";
import { snoozeChoiceAt } from "./snooze-choices";

/** The choice that stands for a time typed into its own field. */
export const OWN_TIME = "time";

export type SnoozeEntry = {
  patientIds: string[];
  until: Date;
  reason: string;
  idempotencyKey: string;
};

const INCOMPLETE = "This form is incomplete. Reload the page; nothing was saved.";

const fields = z.object({
  idempotencyKey: z.uuid(INCOMPLETE),
  patientIds: z
    .string(INCOMPLETE)
    .transform(unpackIds)
    .refine((ids) => ids.length > 0, INCOMPLETE),
  reason: z
    .string("Say why")
    .pipe(freeText(SNOOZE_REASON_LIMIT))
    .refine((reason) => reason !== null, "Say why")
    .transform((reason) => reason ?? ""),
});

/**
 * The snooze that a form asks for: its errors by field, a typed time read in the clinic's zone, hours from `now`.
 * Whether the time is allowed is for the rules to say.
 */
export function parseSnooze(
  form: FormData,
  now: Date,
  timeZone: string,
): { ok: true; snooze: SnoozeEntry } | { ok: false; errors: Record<string, string> } {
  const parsed = fields.safeParse(Object.fromEntries(form));
  const errors = fieldErrors(parsed.error);
  const chosen = fieldText(form, "until");
  const own = chosen === OWN_TIME;
  const until = own
    ? instantOfField(fieldText(form, "untilTime"), timeZone)
    : snoozeChoiceAt(chosen, now);
  if (until === null && own) errors.untilTime = "Enter a day and time";
  else if (until === null) errors.until = "Choose until when";
  if (!parsed.success || until === null) return { ok: false, errors };
  return { ok: true, snooze: { ...parsed.data, until } };
}
