"use server";

import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { messageChannels } from "@/app/message-channels";
import { setWriteTimes } from "@/db/mutations/message-settings";
import { askForMessage, withdrawMessage } from "@/db/mutations/messages";
import { readText, stopMessages } from "@/db/mutations/received-texts";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { parseWriteTimes } from "@/lib/messaging/clinic-messages";
import { notSentWords } from "@/lib/messaging/record-words";
import { ASKED_TEMPLATES } from "@/lib/messaging/templates";
import { STOP_KINDS } from "@/lib/messaging/words";
import { withMore } from "../../worklist/paths";
import { listPlace, recordPath } from "./paths";

const INCOMPLETE = "This form is incomplete. Reload the page; nothing was changed.";
const GONE = "This patient isn’t in your clinic, or the record became part of another.";

/** Asks for a message, which waits a few minutes before it leaves. Field: idempotencyKey. */
export async function sendMessage(
  patientId: string,
  template: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const now = new Date();
  const id = uuidOrNull(patientId);
  const idempotencyKey = uuidOrNull(fieldText(sentForm(sent), "idempotencyKey"));
  const known = ASKED_TEMPLATES.find((each) => each === template);
  if (id === null || idempotencyKey === null || known === undefined) return refused(INCOMPLETE);
  const asked = { patientId: id, template: known, idempotencyKey, channels: messageChannels() };
  const result = await orForbidden(actor, () => askForMessage(actor, asked, now));
  if (result.ok) {
    const record = savedPath(id, from, "message", now);
    redirect(withMore(record, [["message", result.messageId]]));
  }
  switch (result.reason) {
    case "not_found":
      return refused(`Not sent. ${GONE}`);
    case "waiting":
      return refused("Not sent again: the same message waits already.");
    case "held":
      return refused(notSentWords(result.held));
  }
}

/** Takes a message back that still waits. Field: messageId. */
export async function takeMessageBack(
  patientId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const now = new Date();
  const messageId = uuidOrNull(fieldText(sentForm(sent), "messageId"));
  const id = uuidOrNull(patientId);
  if (id === null || messageId === null) return refused(INCOMPLETE);
  const result = await orForbidden(actor, () => withdrawMessage(actor, { messageId }, now));
  if (result.ok) redirect(savedPath(id, from, "taken-back", now));
  return result.reason === "left"
    ? refused("Not taken back: it has begun to leave.")
    : refused("Not taken back. This message isn’t in your clinic.");
}

/** Notes that somebody has read a text from this patient's number. Field: textId. */
export async function markTextRead(
  patientId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const now = new Date();
  const textId = uuidOrNull(fieldText(sentForm(sent), "textId"));
  const id = uuidOrNull(patientId);
  if (id === null || textId === null) return refused(INCOMPLETE);
  const read = { textId, patientId: id };
  const result = await orForbidden(actor, () => readText(actor, read, now));
  if (result.ok) redirect(savedPath(id, from, "text-read", now));
  return refused("Not noted. This text isn’t from a number of this patient any more.");
}

/** Stops messages to a number or address, or allows them again. Field: kind. */
export async function stopContactMessages(
  patientId: string,
  contactPointId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const now = new Date();
  const said = fieldText(sentForm(sent), "kind");
  const kind = STOP_KINDS.find((each) => each === said);
  const [id, pointId] = [uuidOrNull(patientId), uuidOrNull(contactPointId)];
  if (id === null || pointId === null || kind === undefined) return refused(INCOMPLETE);
  const asked = { patientId: id, contactPointId: pointId, kind };
  const result = await orForbidden(actor, () => stopMessages(actor, asked, now));
  if (result.ok) redirect(savedPath(id, from, kind === "STOP" ? "stopped" : "allowed", now));
  return refused(`Not saved. ${GONE}`);
}

/** Sets when a patient is written to. Fields: timeZone, writeFrom, writeUntil, version. */
export async function saveWriteTimes(
  patientId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const id = uuidOrNull(patientId);
  const version = fieldText(form, "version");
  const parsed = parseWriteTimes(form);
  if (id === null || !/^\d{1,9}$/.test(version)) return { ...refused(INCOMPLETE), values };
  if (!parsed.ok) {
    return { message: "Not saved yet: see the marked fields.", errors: parsed.errors, values };
  }
  const times = { ...parsed.value, patientId: id, version: Number(version) };
  const result = await orForbidden(actor, () => setWriteTimes(actor, times, now));
  if (result.ok) redirect(savedPath(id, from, "write-times", now));
  const message =
    result.reason === "stale"
      ? "Not saved: somebody changed this person while you were choosing. Reload the page and choose again."
      : `Not saved. ${GONE}`;
  return { ...refused(message), values };
}

function refused(message: string): FormState {
  return { message, errors: {}, values: {} };
}

function savedPath(patientId: string, from: unknown, what: string, at: Date): string {
  return recordPath({ patientId, list: listPlace(from), saved: { what, at } });
}
