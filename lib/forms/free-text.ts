import { z } from "zod";

/** A text as typed, at most `limit` UTF-16 units: trimmed, storable; empty reads as null. */
export function freeText(limit: number) {
  return z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n").trim())
    .refine((text) => text.length <= limit, `Keep it under ${limit} characters`)
    .refine(
      (text) => text.isWellFormed() && !text.includes("\0"),
      "Some characters can’t be stored",
    )
    .transform((text) => (text === "" ? null : text));
}

/** Why something that stands is corrected: short, and never missing. It is kept with the old value. */
export const correctionReason = freeText(200).refine(
  (reason) => reason !== null,
  "Say why it is corrected",
);
