import { z } from "zod";
import { type Clock, noteSchema } from "@/lib/check-in/schema";
import { instantOfField } from "@/lib/dates";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { correctionReason } from "@/lib/forms/free-text";
import type { CallCorrection } from "./correction";
import { isOutOfSight, OUT_OF_SIGHT } from "./next-contact";
import { OUTCOME_CODES, SPEAKERS } from "./outcomes";

const INCOMPLETE = "This form is incomplete. Reload the page; nothing was saved.";

const fields = z.object({
  callId: z.uuid(INCOMPLETE),
  version: z.string().regex(/^\d{1,9}$/, INCOMPLETE),
  idempotencyKey: z.uuid(INCOMPLETE),
  outcome: z.enum(OUTCOME_CODES, "Choose how the call ended"),
  numberId: z.union([z.literal("").transform(() => null), z.uuid("Choose a number of the list")]),
  note: noteSchema,
  reason: correctionReason,
});

const spoken = z.object({
  speaker: z.enum(SPEAKERS, "Choose who spoke"),
  identityVerified: z.enum(["yes", "no"], "Say whether both identifiers matched"),
  readBack: z.enum(["yes", ""], "Tick it or leave it"),
});

export type ParsedCorrection =
  | { ok: true; correction: CallCorrection }
  | { ok: false; errors: Record<string, string> };

/** Reads the form that corrects a call. Errors are keyed by field. */
export function parseCorrection(form: FormData, clock: Clock): ParsedCorrection {
  const base = fields.safeParse(texts(form, Object.keys(fields.shape)));
  const errors = fieldErrors(base.error);
  const outcome = fieldText(form, "outcome");

  const said = outcome === "reached" ? spoken.safeParse(texts(form, SPOKEN)) : null;
  Object.assign(errors, fieldErrors(said?.error));

  const promised = outcome === "reached_call_back_later";
  const promisedAt = promised
    ? instantOfField(fieldText(form, "nextContactAt"), clock.timeZone)
    : null;
  if (promised && promisedAt === null) errors.nextContactAt = "Enter when they asked to be called";
  if (promisedAt !== null && isOutOfSight(promisedAt, clock.now)) {
    errors.nextContactAt = OUT_OF_SIGHT;
  }

  if (!base.success || said?.success === false || Object.keys(errors).length > 0) {
    return { ok: false, errors };
  }
  const { callId, version, idempotencyKey, numberId, note, reason } = base.data;
  return {
    ok: true,
    correction: {
      callId,
      version: Number(version),
      idempotencyKey,
      promisedAt,
      reason: reason ?? "",
      words: {
        outcome: base.data.outcome,
        spokeWith: said?.data?.speaker ?? null,
        identityChecked: said?.data ? said.data.identityVerified === "yes" : null,
        contactPointId: numberId,
        readBack: said?.data ? said.data.readBack === "yes" : null,
        note,
      },
    },
  };
}

const SPOKEN = Object.keys(spoken.shape);

function texts(form: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, fieldText(form, name)]));
}
