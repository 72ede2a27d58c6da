import { z } from "zod";
import { instantOfField } from "@/lib/dates";
import type { Answers } from "@/lib/triage/protocol";
import { QUESTIONS, type Question } from "./questions";

/** The longest note, in UTF-16 units, as both the field and the column have it. */
export const NOTE_LIMIT = 4000;

/** A check-in that staff take down: on the telephone, or with the patient in the clinic. */
const STAFF_SOURCES = ["staff_phone", "staff_clinic"] as const;
type StaffSource = (typeof STAFF_SOURCES)[number];

export type CheckInInput = {
  answers: Answers;
  /** The instant the skin looked like that. */
  observedAt: Date;
  source: StaffSource;
  /** Whether two identifiers matched; null when nobody said. */
  identityVerified: boolean | null;
  note: string | null;
};

export type ParsedCheckIn =
  | { ok: true; checkIn: CheckInInput }
  | { ok: false; errors: Record<string, string> };

/** Where the clinic's clock stands, and when it is asked. */
export type Clock = { now: Date; timeZone: string };

const ANSWERS = z.object(
  Object.fromEntries(QUESTIONS.map((question) => [question.sign, answerOf(question)])),
);

/** A free text as typed: trimmed, bounded, storable; empty reads as null. */
export const noteSchema = z
  .string()
  .transform((text) => text.replaceAll("\r\n", "\n").trim())
  .refine((text) => text.length <= NOTE_LIMIT, `Keep the note under ${NOTE_LIMIT} characters`)
  .refine(
    (text) => text.isWellFormed() && !text.includes("\0"),
    "The note holds characters that can’t be stored",
  )
  .transform((text) => (text === "" ? null : text));

/**
 * Reads a check-in form of staff: one field per sign, `observedAt` (local date and time of the
 * clinic, empty means now), `source`, `identityVerified` (yes, no or empty) and `note`. Errors are
 * keyed by field; `answers` holds the one about the whole form. Whether the instant lies within
 * the recovery is for the recording to decide.
 */
export function parseCheckIn(form: FormData, clock: Clock): ParsedCheckIn {
  const errors: Record<string, string> = {};
  const answered = ANSWERS.safeParse(
    Object.fromEntries(QUESTIONS.map(({ sign }) => [sign, fieldText(form, sign)])),
  );
  for (const issue of answered.error?.issues ?? []) errors[String(issue.path[0])] ??= issue.message;

  const note = noteSchema.safeParse(fieldText(form, "note"));
  if (!note.success) errors.note = note.error.issues[0]!.message;

  const source = z.enum(STAFF_SOURCES).safeParse(fieldText(form, "source") || "staff_phone");
  if (!source.success) errors.source = "Choose where the report came from";

  const verified = { yes: true, no: false, "": null }[fieldText(form, "identityVerified")];
  if (verified === undefined) errors.identityVerified = "Choose yes or no";

  const observedAt = instantOf(fieldText(form, "observedAt"), clock);
  if (observedAt === null) errors.observedAt = "Enter a date and time";

  const answers = withoutGaps(answered.data ?? {});
  const judged = Object.keys(answers).filter((sign) => sign !== "swellingTrend");
  if (answered.success && judged.length === 0) errors.answers = "Answer at least one question";

  if (Object.keys(errors).length > 0 || !note.success || !source.success || observedAt === null) {
    return { ok: false, errors };
  }
  return {
    ok: true,
    checkIn: {
      answers,
      observedAt,
      source: source.data,
      identityVerified: verified ?? null,
      note: note.data,
    },
  };
}

/** A field's text; a missing one and a file read as empty. */
function fieldText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** An empty answer is no answer; every other text must be one of the question's own values. */
function answerOf(question: Question) {
  const empty = z.literal("").transform(() => undefined);
  if (question.kind === "choice") {
    const graded = question.choices.every(({ value }) => /^\d$/.test(value));
    const known = z.enum(question.choices.map(({ value }) => value));
    return z.union([empty, known.transform((value) => (graded ? Number(value) : value))], {
      error: `Choose one of the answers to ${question.label.toLowerCase()}`,
    });
  }
  const { from, to } = question;
  const whole = question.kind === "scale";
  const number = z
    .string()
    .trim()
    .regex(whole ? /^\d{1,2}$/ : /^\d{2}([.,]\d)?$/)
    .transform((written) => Number(written.replace(",", ".")))
    .refine((value) => value >= from && value <= to);
  return z.union([empty, number], {
    error: `Enter ${whole ? "a whole number" : "a number"} from ${from} to ${to}`,
  });
}

/** The clinic's wall clock as an instant: the first of a time that happens twice, none of one skipped. */
function instantOf(written: string, { now, timeZone }: Clock): Date | null {
  if (written === "") return now;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(written)) return null;
  return instantOfField(written, timeZone);
}

function withoutGaps(answers: Record<string, unknown>): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
}
