import { fieldText } from "@/lib/forms/field-text";
import type { Answers } from "@/lib/triage/protocol";
import { patientQuestion } from "./patient-questions";

/** One answer as a patient gave it; `value` null: they skipped the question. */
export type OwnAnswer = { sign: keyof Answers; value: string | number | null };

/**
 * Reads one answer of a form: `sign`, and `answer`, or `skip` for none. Null when it is no answer to
 * that question. A temperature is Celsius or Fahrenheit, which no body temperature can be both of.
 */
export function parseOwnAnswer(
  form: FormData,
  asked: readonly (keyof Answers)[],
): OwnAnswer | null {
  const sign = asked.find((each) => each === fieldText(form, "sign"));
  if (sign === undefined) return null;
  if (form.has("skip")) return { sign, value: null };
  const text = fieldText(form, "answer").trim();
  const question = patientQuestion(sign);
  if (question.kind === "temperature") {
    const value = celsiusOf(text);
    return value === null ? null : { sign, value };
  }
  if (question.kind === "scale") {
    const inRange = /^\d{1,2}$/.test(text) && Number(text) <= question.to;
    return inRange ? { sign, value: Number(text) } : null;
  }
  const known = question.choices.find(({ value }) => value === text);
  if (!known) return null;
  return { sign, value: /^\d$/.test(text) ? Number(text) : text };
}

/** Degrees Celsius to a tenth, from what a thermometer of either kind can show of a person; else null. */
function celsiusOf(text: string): number | null {
  if (!/^\d{2,3}([.,]\d)?$/.test(text)) return null;
  const shown = Number(text.replace(",", "."));
  if (shown >= 30 && shown <= 45) return shown;
  if (shown < 86 || shown > 113) return null;
  return Math.round(((shown - 32) * 50) / 9) / 10;
}

const MOST_YEARS = 130;

/** A birth date of the fields `year`, `month` and `day`, as "1990-05-17"; null when it can't be one. */
export function parseBirthDate(form: FormData, now: Date): string | null {
  const [year, month, day] = ["year", "month", "day"].map((name) => fieldText(form, name).trim());
  if (!/^\d{4}$/.test(year!) || !/^\d{1,2}$/.test(month!) || !/^\d{1,2}$/.test(day!)) return null;
  const date = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return null;
  const oldest = now.getUTCFullYear() - MOST_YEARS;
  return at > now || Number(year) < oldest ? null : date;
}
