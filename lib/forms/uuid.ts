import { validate } from "uuid";

/** A query parameter or form field as an id; null when it is missing, repeated or no id. */
export function uuidOrNull(value: unknown): string | null {
  return typeof value === "string" && validate(value) ? value : null;
}
