import { validate } from "uuid";

/** A query parameter as an id; null when it is missing, repeated or no id. */
export function uuidOrNull(value: string | string[] | undefined | null): string | null {
  return typeof value === "string" && validate(value) ? value : null;
}
