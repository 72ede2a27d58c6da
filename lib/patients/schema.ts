import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { correctionReason, freeText } from "@/lib/forms/free-text";
import { isPhoneRegion, readEmail, readPhone } from "@/lib/import/contact-text";
import { type ContactFacts, type ContactKind, ENTERED_KINDS } from "./contact";
import type { PatientIdentity } from "./identity";
import { LANGUAGES } from "./languages";
import { REACHES } from "./reaches";
import { nameKey } from "./search-terms";

type Parsed<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> };

const MOST_RISKS = 20;

const identityFields = z.object({
  name: freeText(120).refine(
    (name) => name !== null && nameKey(name) !== "",
    "Enter the name as it is spoken",
  ),
  language: z.enum(LANGUAGES, "Choose a language"),
  consentToContact: z.enum(["yes", "no"], "Choose yes or no"),
  risks: freeText(2000),
  why: correctionReason,
});

/**
 * Reads the form about a person: name, birthOn ("1990-05-17" or empty), language, risks (one a line),
 * consentToContact (yes or no), doNotContactUntil (a day of the clinic, or empty) and why. Errors are keyed
 * by field.
 */
export function parseIdentity(
  form: FormData,
  clock: { now: Date; timeZone: string },
): Parsed<{ identity: PatientIdentity; why: string }> {
  const said = identityFields.safeParse(
    Object.fromEntries(
      Object.keys(identityFields.shape).map((field) => [field, fieldText(form, field)]),
    ),
  );
  const errors = fieldErrors(said.error);
  const birthText = fieldText(form, "birthOn");
  const birthOn = birthText === "" ? null : birthDay(birthText, clock);
  if (birthText !== "" && birthOn === null) errors.birthOn = "Enter a day in the past";
  const untilText = fieldText(form, "doNotContactUntil");
  const until = untilText === "" ? null : dayStart(untilText, clock.timeZone);
  if (untilText !== "" && until === null) errors.doNotContactUntil = "Enter a day";
  const risks = listed(said.data?.risks ?? null);
  if (risks.length > MOST_RISKS) errors.risks = `Keep it to ${MOST_RISKS} risks`;
  if (!said.success || Object.keys(errors).length > 0) return { ok: false, errors };
  const { name, language, consentToContact, why } = said.data;
  return {
    ok: true,
    value: {
      identity: {
        name: (name ?? "").replaceAll(/\s+/g, " "),
        birthOn,
        language,
        risks,
        consentToContact: consentToContact === "yes",
        doNotContactUntil: until,
      },
      why: why ?? "",
    },
  };
}

/** A day that somebody alive can have been born on. */
function birthDay(text: string, { now, timeZone }: { now: Date; timeZone: string }): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    const day = Temporal.PlainDate.from(text, { overflow: "reject" });
    const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainDate();
    const age = day.until(today, { largestUnit: "years" });
    return age.sign >= 0 && age.years < 130 ? day.toString() : null;
  } catch {
    return null;
  }
}

/** The first instant of a day of the clinic; null when there is no such day. */
function dayStart(text: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    const day = Temporal.PlainDate.from(text, { overflow: "reject" });
    return new Date(day.toZonedDateTime(zone).epochMilliseconds);
  } catch {
    return null;
  }
}

function listed(text: string | null): string[] {
  const lines = (text ?? "").split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}

const contactFields = z.object({
  reaches: z.enum(REACHES, "Choose whom it reaches"),
  owner: freeText(80),
  voicemailAllowed: z.enum(["yes", "no", ""], "Choose one of the answers"),
  usable: z.enum(["yes", "no"], "Choose whether it can be used"),
});

const VOICEMAIL = { yes: true, no: false, "": null } as const;

/** Reads what is known of a number or address: reaches, owner, voicemailAllowed (yes, no or empty), usable. */
export function parseContactFacts(form: FormData): Parsed<ContactFacts> {
  const said = contactFields.safeParse(
    Object.fromEntries(
      Object.keys(contactFields.shape).map((field) => [field, fieldText(form, field)]),
    ),
  );
  if (!said.success) return { ok: false, errors: fieldErrors(said.error) };
  const { reaches, owner, voicemailAllowed, usable } = said.data;
  return {
    ok: true,
    value: {
      reaches,
      owner,
      voicemailAllowed: VOICEMAIL[voicemailAllowed],
      usable: usable === "yes",
    },
  };
}

export type NewContact = ContactFacts & { kind: ContactKind; value: string };

/** Reads a new number (as people of the clinic's country write it) or address: kind, value and the facts. */
export function parseNewContact(form: FormData, country: string): Parsed<NewContact> {
  const facts = parseContactFacts(form);
  const errors = facts.ok ? {} : { ...facts.errors };
  const kind = z.enum(ENTERED_KINDS).safeParse(fieldText(form, "kind"));
  if (!kind.success) errors.kind = "Choose number or e-mail";
  const text = fieldText(form, "value");
  const isPhone = kind.data !== "email";
  const read = isPhone ? readPhone(text, isPhoneRegion(country) ? country : "US") : readEmail(text);
  if (kind.success && read.value === null) {
    errors.value = isPhone
      ? "Enter a phone number, with + and country code if it is from abroad"
      : "Enter an e-mail address";
  }
  if (!facts.ok || !kind.success || read.value === null) return { ok: false, errors };
  const voicemailAllowed = isPhone ? facts.value.voicemailAllowed : null;
  return {
    ok: true,
    value: { ...facts.value, voicemailAllowed, kind: kind.data, value: read.value },
  };
}
