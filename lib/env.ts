/** The owner's address of the database, put in place by whoever started the process. */
export function databaseUrl(): string | undefined {
  return process.env.DATABASE_URL;
}
