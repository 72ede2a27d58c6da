import { DrizzleQueryError } from "drizzle-orm";
import pg from "pg";

/**
 * Takes out of a failed query what somebody entered: its parameters, and what PostgreSQL quotes of
 * them. Whoever logs the error then logs the statement, code and constraint only. Other errors are
 * left as they are. Returns the same error.
 */
export function hideValues(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  error.params = [];
  say(error, `Failed query: ${error.query}`);
  const { cause } = error;
  if (cause instanceof pg.DatabaseError) {
    for (const part of ["detail", "hint", "where"] as const) cause[part] = undefined;
    // Class 22 quotes the value that doesn't fit.
    if (cause.code?.startsWith("22")) say(cause, "A value doesn't fit.");
  }
  return error;
}

/** The stack begins with the message, so both are told anew. */
function say(error: Error, message: string): void {
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  error.message = message;
  error.stack = [`${error.name}: ${message}`, ...frames].join("\n");
}
