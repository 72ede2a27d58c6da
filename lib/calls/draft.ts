import { z } from "zod";
import { NOTE_LIMIT } from "@/lib/check-in/entry";
import { QUESTIONS } from "@/lib/check-in/questions";

/** What of a call form is kept while nobody has saved it. Ids and keys travel beside it. */
const DRAFT_FIELDS: ReadonlySet<string> = new Set([
  "outcome",
  "direction",
  "numberId",
  "speaker",
  "identityVerified",
  ...QUESTIONS.map(({ sign }) => sign),
  "advice",
  "readBack",
  "providerId",
  "providerAccepted",
  "note",
  "nextContactAt",
  "nextContactReason",
]);

/** More of one field, or longer, no form holds. */
const MOST_VALUES = 20;

export type CallDraftEntry = {
  patientId: string;
  /** Of the drawn form, so that a draft that is saved later is the same call. */
  idempotencyKey: string;
  /** The fields as they were typed, by name. */
  fields: Record<string, readonly string[]>;
};

const sent = z.object({
  patientId: z.uuid(),
  idempotencyKey: z.uuid(),
  fields: z.record(z.string(), z.array(z.string().max(NOTE_LIMIT * 2)).max(MOST_VALUES)),
});

/** Reads an unfinished call form; null when it is none. Nothing in it has to be right yet. */
export function parseCallDraft(body: unknown): CallDraftEntry | null {
  const parsed = sent.safeParse(body);
  if (!parsed.success) return null;
  const fields = Object.entries(parsed.data.fields)
    .filter(([name]) => DRAFT_FIELDS.has(name))
    .map(([name, values]) => [name, values.map(storable)] as const);
  return { ...parsed.data, fields: Object.fromEntries(fields) };
}

/** A text that the database can store: half a character, or none at all, is left out. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}
