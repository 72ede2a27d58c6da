"use server";

import { redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { addContactPoint, saveContactPoint } from "@/db/mutations/contact-points";
import { correctPatient } from "@/db/mutations/patients";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { contactDifferences } from "@/lib/patients/contact";
import { identityDifferences } from "@/lib/patients/identity";
import { parseContactFacts, parseIdentity, parseNewContact } from "@/lib/patients/schema";
import { listPlace, recordPath } from "./paths";

const GONE = "Not saved. This patient isn’t in your clinic, or the record became part of another.";
const MARKED = "Not saved yet: see the marked fields.";

/** Corrects a person. Fields: those of the identity form. */
export async function correctPerson(
  patientId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const { timeZone } = actor.clinic;
  const id = uuidOrNull(patientId);
  const version = versionOf(form);
  const parsed = parseIdentity(form, { now, timeZone });
  if (id === null || version === null) return { message: GONE, errors: {}, values };
  if (!parsed.ok) return { message: MARKED, errors: parsed.errors, values };
  const result = await orForbidden(actor, () =>
    correctPatient(actor, { patientId: id, ...parsed.value, version }, now),
  );
  if (result.ok) redirect(savedPath(id, from, "identity", now));
  if (result.reason === "not_found") return { message: GONE, errors: {}, values };
  const { stored, by } = result;
  return {
    message: overtaken(by),
    errors: identityDifferences(stored, parsed.value.identity, by, timeZone),
    values: { ...values, version: [String(result.version)] },
  };
}

/** Adds a number or address. Fields: those of the contact form. */
export async function addContact(
  patientId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const { country } = actor.clinic;
  const id = uuidOrNull(patientId);
  const parsed = parseNewContact(form, country);
  if (id === null) return { message: GONE, errors: {}, values };
  if (!parsed.ok) return { message: MARKED, errors: parsed.errors, values };
  const contact = { ...parsed.value, patientId: id };
  const result = await orForbidden(actor, () => addContactPoint(actor, contact, now));
  if (result.ok) redirect(savedPath(id, from, "contact", now));
  if (result.reason === "not_found") return { message: GONE, errors: {}, values };
  return {
    message: MARKED,
    errors: { value: "This patient has it already: change it there." },
    values,
  };
}

/** Changes what is known of a number or address. Fields: those of the contact form. */
export async function saveContact(
  patientId: string,
  contactPointId: string,
  from: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const now = new Date();
  const [id, pointId] = [uuidOrNull(patientId), uuidOrNull(contactPointId)];
  const version = versionOf(form);
  const parsed = parseContactFacts(form);
  if (id === null || pointId === null || version === null) {
    return { message: GONE, errors: {}, values };
  }
  if (!parsed.ok) return { message: MARKED, errors: parsed.errors, values };
  const change = { patientId: id, contactPointId: pointId, facts: parsed.value, version };
  const result = await orForbidden(actor, () => saveContactPoint(actor, change, now));
  if (result.ok) redirect(savedPath(id, from, "contact", now));
  if (result.reason === "not_found") return { message: GONE, errors: {}, values };
  return {
    message: overtaken(null),
    errors: contactDifferences(result.stored, parsed.value),
    values: { ...values, version: [String(result.version)] },
  };
}

function overtaken(by: string | null): string {
  return `Not saved: ${by ?? "somebody"} changed this while you were writing. What stands now is said beside what you wrote.`;
}

function versionOf(form: FormData): number | null {
  const text = fieldText(form, "version");
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function savedPath(patientId: string, from: unknown, what: string, at: Date): string {
  return recordPath({ patientId, list: listPlace(from), saved: { what, at } });
}
