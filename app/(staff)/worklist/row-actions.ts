"use server";

import { revalidatePath } from "next/cache";
import { RedirectType, redirect } from "next/navigation";
import { z } from "zod";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { sealText } from "@/app/sealed-text";
import { assignFollowUps } from "@/db/mutations/assignments";
import { snoozeFollowUps, wakeFollowUp } from "@/db/mutations/snoozes";
import { soonWords } from "@/lib/dates";
import { parseSnooze } from "@/lib/follow-up/snooze-schema";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { assignedWords } from "@/lib/worklist/assigned";
import { unpackIds } from "@/lib/worklist/selection";
import { snoozedWords } from "@/lib/worklist/snoozed";
import { listAddress } from "./paths";

/** Takes patients for oneself. Field: patientIds. */
export async function takePatients(back: string, sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const patientIds = unpackIds(fieldText(sentForm(sent), "patientIds"));
  const taken = { patientIds, assigneeId: actor.staffId };
  const result = await orForbidden(actor, () => assignFollowUps(actor, taken, new Date()));
  const words = result.ok ? assignedWords(result) : REFUSED[result.reason];
  await leadBack(back, patientIds, words);
}

/** Gives patients to a colleague or to nobody in particular. Fields: patientIds, assigneeId. */
export async function assignPatients(
  back: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const parsed = assignment.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { message: null, errors: { assigneeId: "Choose somebody" }, values };
  const { patientIds, assigneeId } = parsed.data;
  const asked = { patientIds, assigneeId: assigneeId === "nobody" ? null : assigneeId };
  const result = await orForbidden(actor, () => assignFollowUps(actor, asked, new Date()));
  if (!result.ok) return { message: REFUSED[result.reason], errors: {}, values };
  return leadBack(back, patientIds, assignedWords(result));
}

const assignment = z.object({
  patientIds: z.string().transform(unpackIds),
  assigneeId: z.union([z.literal("nobody"), z.uuid()]),
});

const REFUSED = {
  not_found: "Not assigned. The patient isn’t in your clinic.",
  no_such_colleague:
    "Not assigned. This colleague can’t be given patients any more: reload the page.",
} as const;

/** Puts patients behind their group for a while. Fields: those of the snooze form. */
export async function snoozePatients(
  back: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const { timeZone } = actor.clinic;
  const parsed = parseSnooze(form, now, timeZone);
  if (!parsed.ok) {
    const { patientIds, idempotencyKey } = parsed.errors;
    return { message: patientIds ?? idempotencyKey ?? null, errors: parsed.errors, values };
  }
  const result = await orForbidden(actor, () => snoozeFollowUps(actor, parsed.snooze, now));
  if (!result.ok && result.reason === "not_found") {
    return { message: "Not snoozed. The patient isn’t in your clinic.", errors: {}, values };
  }
  const words = snoozedWords(result, soonWords(parsed.snooze.until, now, timeZone));
  if (!result.ok) return { message: words, errors: {}, values };
  return leadBack(back, parsed.snooze.patientIds, words);
}

/** Ends a snooze by hand. Field: patientId. */
export async function wakePatient(back: string, sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const patientId = uuidOrNull(sentForm(sent).get("patientId"));
  if (patientId === null) return;
  const result = await orForbidden(actor, () => wakeFollowUp(actor, { patientId }, new Date()));
  const words = result.ok ? "Awake again." : WAKE_REFUSED[result.reason];
  await leadBack(back, [patientId], words);
}

const WAKE_REFUSED = {
  not_found: "The patient isn’t in your clinic.",
  not_snoozed: "The snooze is over already.",
} as const;

/** What is said afterwards may name people, so it stands sealed in the address, and not for long. */
const NOTICE_SECONDS = 60;

async function leadBack(
  back: string,
  patientIds: readonly string[],
  words: string,
): Promise<never> {
  revalidatePath("/worklist");
  const said = await sealText("notice", words, NOTICE_SECONDS);
  const [only] = patientIds;
  const row: [string, string][] = patientIds.length === 1 && only ? [["row", only]] : [];
  redirect(listAddress(back, [...row, ["said", said]]), RedirectType.replace);
}
