/** The owner's address of the database, put in place by whoever started the process. */
export function databaseUrl(): string | undefined {
  return process.env.DATABASE_URL;
}

/** The key of session and device cookies. Throws when it is missing or short enough to guess. */
export function authSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET ?? "";
  if (secret.length < 32) throw new Error("NEXTAUTH_SECRET must hold at least 32 characters.");
  return secret;
}

/** The address under which people reach the desk; https makes cookies Secure. */
export function publicUrl(): string {
  return process.env.NEXTAUTH_URL ?? "http://localhost:3000";
}

/** Whether the sign-in page may name the invented accounts of the demonstration. */
export function demonstrationOffered(): boolean {
  return process.env.AFTERGLOW_DEMO === "1";
}
