import { z } from "zod";
import { type Clock, noteSchema, parseCheckIn } from "@/lib/check-in/schema";
import { instantOfField } from "@/lib/dates";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { freeText } from "@/lib/forms/free-text";
import { ADVICE_CODES } from "./advice";
import type { CallEntry } from "./call-entry";
import { isOutOfSight, OUT_OF_SIGHT } from "./next-contact";
import { DIRECTIONS, OUTCOME_CODES, offeredOutcomes, outcomeLabel, SPEAKERS } from "./outcomes";
import { NO_PROVIDER_REACHED } from "./provider-told";

const INCOMPLETE = "This form is incomplete. Open the call again.";

export type ParsedCall =
  | { ok: true; call: CallEntry }
  | { ok: false; errors: Record<string, string> };

const fields = z.object({
  patientId: z.uuid(INCOMPLETE),
  idempotencyKey: z.uuid(INCOMPLETE),
  lastSeenCallId: z.union([z.literal("").transform(() => null), z.uuid(INCOMPLETE)]),
  outcome: z.enum(OUTCOME_CODES, "Choose how the call ended"),
  direction: z.enum(DIRECTIONS, "Choose how the contact came about"),
  numberId: z.union([z.literal("").transform(() => null), z.uuid("Choose a number of the list")]),
  note: noteSchema,
  nextContactReason: freeText(200),
});

const reachedFields = z.object({
  speaker: z.enum(SPEAKERS, "Choose who spoke"),
  identityVerified: z.enum(["yes", "no"], "Say whether both identifiers matched"),
  advice: z.array(z.enum(ADVICE_CODES, "Choose advice of the list")),
  readBack: z.enum(["yes", ""], "Tick it or leave it"),
  providerId: z.union(
    [z.literal(""), z.literal(NO_PROVIDER_REACHED), z.uuid()],
    "Choose a provider of the list",
  ),
  providerAccepted: z.enum(["yes", "no", ""], "Choose yes or not yet"),
});

/**
 * Reads the call form. Errors are keyed by field. A reached call needs who spoke, whether they were
 * identified and at least one answer, and of a provider who was told, whether they took it on; a
 * promised call-back needs its time; another time for the next contact needs its reason. Whether a
 * provider has to be told depends on the level that the answers lead to: the recording decides.
 */
export function parseCall(form: FormData, clock: Clock): ParsedCall {
  const base = fields.safeParse(texts(form, Object.keys(fields.shape)));
  const errors = fieldErrors(base.error);

  if (base.success && !offeredOutcomes(base.data.direction, true).includes(base.data.outcome)) {
    errors.outcome = `“${outcomeLabel(base.data.outcome)}” goes with calls that we made`;
  }

  const outcome = fieldText(form, "outcome");
  const reached = outcome === "reached" ? parseReached(form, clock, errors) : null;

  const nextText = fieldText(form, "nextContactAt");
  const nextAt = nextText === "" ? null : instantOfField(nextText, clock.timeZone);
  if (nextText !== "" && nextAt === null) errors.nextContactAt = "Enter a date and time";
  if (nextAt !== null && nextAt <= clock.now)
    errors.nextContactAt = "Enter a time that is still to come";
  if (nextAt !== null && isOutOfSight(nextAt, clock.now)) errors.nextContactAt = OUT_OF_SIGHT;
  if (outcome === "reached_call_back_later" && nextText === "") {
    errors.nextContactAt = "Enter when they asked to be called";
  }
  const reason = base.data?.nextContactReason ?? null;
  if (nextAt !== null && outcome !== "reached_call_back_later" && reason === null) {
    errors.nextContactReason ??= "Say why another time was chosen";
  }
  if (Object.keys(errors).length > 0 || !base.success) return { ok: false, errors };
  const { numberId, nextContactReason, ...rest } = base.data;
  const promised = rest.outcome === "reached_call_back_later";
  return {
    ok: true,
    call: {
      ...rest,
      contactPointId: numberId,
      reached,
      promisedAt: promised ? nextAt : null,
      nextContact:
        !promised && nextAt && nextContactReason
          ? { dueAt: nextAt, reason: nextContactReason }
          : null,
    },
  };
}

function parseReached(
  form: FormData,
  clock: Clock,
  errors: Record<string, string>,
): CallEntry["reached"] {
  const said = reachedFields.safeParse({
    ...texts(form, Object.keys(reachedFields.shape)),
    advice: form.getAll("advice").filter((value) => typeof value === "string"),
  });
  const checkIn = parseCheckIn(form, clock);
  const found = { ...(checkIn.ok ? {} : checkIn.errors), ...fieldErrors(said.error) };
  for (const [field, message] of Object.entries(found)) errors[field] ??= message;
  if (!said.success || !checkIn.ok) return null;
  const { providerId, providerAccepted } = said.data;
  const told = providerId !== "" && providerId !== NO_PROVIDER_REACHED;
  if (told && providerAccepted === "") errors.providerAccepted ??= "Say whether they took it on";
  return {
    spokeWith: said.data.speaker,
    identityChecked: said.data.identityVerified === "yes",
    answers: checkIn.checkIn.answers,
    advice: said.data.advice,
    readBack: said.data.readBack === "yes",
    provider: told ? { staffId: providerId, accepted: providerAccepted === "yes" } : null,
    noProviderReached: providerId === NO_PROVIDER_REACHED,
  };
}

function texts(form: FormData, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, fieldText(form, name)]));
}
