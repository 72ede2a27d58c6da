/** The code that the system or PostgreSQL gave an error, such as "ENOENT" or "23505". */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
