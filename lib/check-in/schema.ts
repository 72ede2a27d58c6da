import { z } from "zod";
import { instantOfField } from "@/lib/dates";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { freeText } from "@/lib/forms/free-text";
import type { Answers } from "@/lib/triage/protocol";
import { NOTE_LIMIT } from "./entry";
import { QUESTIONS, type Question } from "./questions";

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

/** The note of a check-in, call, review or closing. */
export const noteSchema = freeText(NOTE_LIMIT);

/**
 * Reads a check-in form of staff: one field per sign, `observedAt` (local date and time of the
 * clinic, empty means now), `source`, `identityVerified` (yes, no or empty) and `note`. Errors are
 * keyed by field; `answers` holds the one about the whole form. Whether the instant lies within
 * the recovery is for the recording to decide.
 */
export function parseCheckIn(form: FormData, clock: Clock): ParsedCheckIn {
  const answered = ANSWERS.safeParse(
    Object.fromEntries(QUESTIONS.map(({ sign }) => [sign, fieldText(form, sign)])),
  );
  const errors = fieldErrors(answered.error);

  const note = noteSchema.safeParse(fieldText(form, "note"));
  if (!note.success) errors.note = note.error.issues[0]!.message;

  const source = z.enum(STAFF_SOURCES).safeParse(fieldText(form, "source") || "staff_phone");
  if (!source.success) errors.source = "Choose where the report came from";

  const verified = z.enum(["yes", "no", ""]).safeParse(fieldText(form, "identityVerified"));
  if (!verified.success) errors.identityVerified = "Choose yes or no";

  const observed = fieldText(form, "observedAt");
  const observedAt = observed === "" ? clock.now : instantOfField(observed, clock.timeZone);
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
      identityVerified: verified.data ? verified.data === "yes" : null,
      note: note.data,
    },
  };
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
  const error = `Enter ${whole ? "a whole number" : "a number"} from ${from} to ${to}`;
  const number = z
    .string()
    .trim()
    .regex(whole ? /^\d{1,2}$/ : /^\d{2}([.,]\d)?$/)
    .transform((written) => Number(written.replace(",", ".")))
    .refine((value) => value >= from && value <= to, error);
  return z.union([empty, number], { error });
}

function withoutGaps(answers: Record<string, unknown>): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
}
