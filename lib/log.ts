import pino from "pino";
import { logLevel } from "./env";

// Made with the first line: by then the settings have been read.
let log: pino.Logger | undefined;

/** Ids, codes and counts that may stand in a log line. */
export type LogFields = Record<string, string | number | boolean | null>;

/**
 * Writes an error to the program's log, JSON lines on standard output that carry ids and codes
 * only. The error stands by its name, code and stack frames, for its message may quote what
 * somebody typed.
 */
export function logError(message: string, error: unknown, fields: LogFields = {}): void {
  log ??= pino({ base: null, level: logLevel() });
  log.error({ ...fields, ...describe(error) }, message);
}

/** Notes what the desk did by itself, by ids, codes and counts only. */
export function logInfo(message: string, fields: LogFields = {}): void {
  log ??= pino({ base: null, level: logLevel() });
  log.info(fields, message);
}

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return { error: error.name, code, at: frames.slice(0, 8).join("\n") };
}
