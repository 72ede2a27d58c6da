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
  await client.query("create table if not exists held (at timestamptz default now())").catch(
    // Two apps at once may both try: PostgreSQL lets one of them lose on its catalogue's own key.
    (error: { code?: string }) => {
      if (error.code !== "23505") throw error;
    },
  );
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
