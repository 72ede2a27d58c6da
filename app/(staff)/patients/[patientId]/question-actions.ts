"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { answerEscalation, escalatePatient } from "@/db/mutations/escalations";
import { noteSchema } from "@/lib/check-in/schema";
import { relativeTo } from "@/lib/dates";
import { fieldErrors } from "@/lib/forms/field-errors";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { listPlace, recordPath } from "./paths";

const INCOMPLETE = "This form is incomplete. Reload the page; nothing was saved.";
const GONE = "Not saved. This patient isn’t in your clinic, or the record became part of another.";

const questionFields = z.object({
  patientId: z.uuid(INCOMPLETE),
  recoveryId: z.uuid(INCOMPLETE),
  idempotencyKey: z.uuid(INCOMPLETE),
  toStaffId: z.uuid("Choose who is asked"),
  summary: noteSchema.refine((text) => text !== null, "Say what was seen and what you ask"),
});

/** Puts a question to a provider. Fields: toStaffId, summary, recoveryId, idempotencyKey. */
export async function askProvider(
  patientId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const parsed = questionFields.safeParse({ ...Object.fromEntries(form), patientId });
  if (!parsed.success) return refused(parsed.error, values);
  const { summary, ...ids } = parsed.data;
  const result = await orForbidden(actor, () =>
    escalatePatient(actor, { ...ids, summary: summary ?? "" }, now),
  );
  if (result.ok) {
    const saved = { what: "question", at: now };
    redirect(recordPath({ ...ids, recovery: ids.recoveryId, list: listPlace(from), saved }));
  }
  if (result.reason === "not_found") return { message: GONE, errors: {}, values };
  const errors = { toStaffId: "Choose a provider who works here still, other than yourself" };
  return { message: "Not saved yet: see the marked fields.", errors, values };
}

const answerFields = z.object({
  patientId: z.uuid(INCOMPLETE),
  escalationId: z.uuid(INCOMPLETE),
  answer: noteSchema.refine((text) => text !== null, "Say what is to be done"),
});

/** Answers a question. Field: answer. */
export async function answerQuestion(
  patientId: string,
  escalationId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const parsed = answerFields.safeParse({ ...Object.fromEntries(form), patientId, escalationId });
  if (!parsed.success) return refused(parsed.error, values);
  const answer = { ...parsed.data, answer: parsed.data.answer ?? "" };
  const result = await orForbidden(actor, () => answerEscalation(actor, answer, now));
  if (result.ok) {
    const saved = { what: "answer", at: now };
    redirect(recordPath({ patientId: answer.patientId, list: listPlace(from), saved }));
  }
  if (result.reason === "not_found") return { message: GONE, errors: {}, values };
  const when = relativeTo(result.at, now);
  return {
    message: `Not saved: ${result.by} answered ${when}: “${result.answer}”`,
    errors: {},
    values,
  };
}

function refused(error: z.ZodError, values: FormState["values"]): FormState {
  const errors = fieldErrors(error);
  const hidden = ["patientId", "recoveryId", "escalationId", "idempotencyKey"];
  const incomplete = hidden.some((field) => errors[field]);
  const message = incomplete ? INCOMPLETE : "Not saved yet: see the marked fields.";
  return { message, errors, values };
}
