/**
 * An app reduced to its database: starts the one of the folder given, writes a line of JSON, adds
 * a row and says so, then waits until it is killed or its standard input ends (an orderly stop).
 */
import { Client } from "pg";
import { startDatabase } from "@/db/embedded";

async function hold(folder: string): Promise<void> {
  const begun = performance.now();
  const database = await startDatabase({ folder });
  const milliseconds = Math.round(performance.now() - begun);
  const client = new Client({ connectionString: database.url });
  client.on("error", () => undefined);
  await client.connect();
  // Two apps at once may both try, and PostgreSQL's "if not exists" isn't safe against that.
  await client.query("select pg_advisory_lock(1)");
  await client.query("create table if not exists held (at timestamptz default now())");
  await client.query("select pg_advisory_unlock(1)");
  await client.query("insert into held default values");
  const server = await client.query(
    "select pg_postmaster_start_time()::text as started, (select count(*)::int from held) as rows",
  );
  process.stdout.write(
    `${JSON.stringify({ milliseconds, adopted: database.adopted, url: database.url, ...server.rows[0] })}\n`,
  );
  process.stdin.resume();
  process.stdin.once("end", () => {
    void client.end().then(() => database.stop());
  });
}

void hold(process.argv[2] ?? "");
