import pino from "pino";

/**
 * The program's log: JSON lines on standard output. It carries ids and codes only. An error is
 * written by its name, code and stack frames, because a message may quote what somebody typed.
 */
const log = pino({ base: null, level: "info" });

/** Ids, codes and counts that may stand in a log line. */
export type LogFields = Record<string, string | number | boolean | null>;

export function logError(message: string, error: unknown, fields: LogFields = {}): void {
  log.error({ ...fields, ...describe(error) }, message);
}

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return { error: error.name, code, at: frames.slice(0, 8).join("\n") };
}
