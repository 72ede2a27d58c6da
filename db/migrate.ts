import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

/** Any fixed number: whoever holds this advisory lock is the one who migrates. */
const MIGRATION_LOCK = 7_302_461;

/**
 * Brings the database to the newest schema as its owner. Several may call it at once: one works,
 * the others wait and then find nothing to do.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await applyMigrations(drizzle(client), { migrationsFolder: "db/migrations" });
  } finally {
    await client.end();
  }
}
