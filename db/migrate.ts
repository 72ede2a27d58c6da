import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { logError } from "@/lib/log";

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
    await migrateJobs(client);
  } finally {
    await client.end();
  }
}

/**
 * What processes may do there as the unprivileged role. They may make queues, but none with a table
 * of its own and never a line of `bam`: pg-boss runs both as commands of the owner later.
 */
const JOB_RIGHTS = `
  GRANT USAGE ON SCHEMA pgboss TO afterglow_app;
  GRANT SELECT, UPDATE (flow_on, monitor_backoff_on) ON pgboss.version TO afterglow_app;
  GRANT SELECT, INSERT, UPDATE ON pgboss.queue TO afterglow_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON pgboss.job, pgboss.job_common, pgboss.job_dependency TO afterglow_app;
  GRANT SELECT, UPDATE, DELETE ON pgboss.instance TO afterglow_app;
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'queue_in_common_table') THEN
      ALTER TABLE pgboss.queue ADD CONSTRAINT queue_in_common_table
        CHECK (NOT partition AND table_name = 'job_common');
    END IF;
  END $$`;

/** pg-boss makes its tables itself, and takes them from version to version. */
async function migrateJobs(client: pg.Client): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => client.query(text, values) },
    schema: "pgboss",
    schedule: false,
    supervise: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  // Only of what it does in the background, here the building of indexes: it tries again next time.
  boss.on("error", (error) => logError("An index of the queue of jobs isn't built yet.", error));
  await boss.start();
  await boss.stop();
  await client.query(JOB_RIGHTS);
}
