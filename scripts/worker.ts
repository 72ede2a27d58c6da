/** `npm run worker`: the jobs alone, beside processes that serve pages. Ends in order as they do. */
import { join } from "node:path";
import { migrate } from "@/db/migrate";
import { beginEnding, closeAll } from "@/lib/closing";
import { openDatabase, refuseFragile } from "./database";
import { runUntilStopped } from "./lifetime";
import { step } from "./progress";
import { productionSettings } from "./settings";

runUntilStopped(async (lifetime) => {
  const settings = productionSettings();
  const url = await openDatabase(lifetime, join(settings.data, "live"), settings.databaseUrl);
  await step("Check that the database is durable", () => refuseFragile(url));
  await step("Bring the tables up to date", () => migrate(url));
  // Its pool reads the address when it is loaded.
  const { startSchedule } = await import("@/app/jobs/schedule");
  await lifetime.own(startSchedule(), async () => {
    beginEnding();
    await closeAll();
  });
  console.log("\nAfterglow does its jobs here");
});
