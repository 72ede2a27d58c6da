/** `npm start`: the desk in production. Ends in order on Ctrl-C or SIGTERM. */
import { join } from "node:path";
import { Client } from "pg";
import { migrate } from "@/db/migrate";
import { buildWhenNeeded } from "./build";
import { openDatabase, refuseFragile } from "./database";
import { runUntilStopped } from "./lifetime";
import { step } from "./progress";
import { openDoor } from "./serve";
import { productionSettings } from "./settings";

runUntilStopped(async (lifetime) => {
  const settings = productionSettings();
  // Made up for trying out: real sign-in pages never name accounts.
  delete process.env.AFTERGLOW_DEMO;
  const https = settings.publicUrl.startsWith("https://");
  const door = await openDoor(lifetime, { ...settings, https, search: false });
  await buildWhenNeeded(lifetime);
  const url = await openDatabase(lifetime, join(settings.data, "live"), settings.databaseUrl);
  await step("Check that the database is durable", () => refuseFragile(url));
  await step("Bring the tables up to date", () => migrate(url));
  await step("Start the desk", () => door.attach({ mode: "production", jobs: settings.jobs }));
  if (await isWithoutStaff(url)) {
    console.log("\nNobody can sign in yet. Make the first administrator with");
    console.log(
      "  npm run admin -- --clinic … --zone America/New_York --country US --phone … --name … --email …",
    );
  }
  console.log(`\nAfterglow is at ${settings.publicUrl} (port ${door.port} of ${settings.host})`);
});

async function isWithoutStaff(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // An owner that row-level security binds sees no rows at all, which would prove nothing.
    const { rows } = await client.query(
      "select not row_security_active('staff') and not exists (select from staff) as nobody",
    );
    return rows[0].nobody === true;
  } finally {
    await client.end();
  }
}
