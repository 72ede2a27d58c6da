/** `npm run migrate`: brings the tables up to date and ends, for a deployment that does so before it starts. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "@/db/migrate";
import { openDatabase } from "./database";
import { runOnce } from "./lifetime";
import { step } from "./progress";

runOnce(async (lifetime) => {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const folder = join(process.env.AFTERGLOW_DATA || ".afterglow", "live");
  const url = await openDatabase(lifetime, folder, process.env.DATABASE_URL || undefined);
  await step("Bring the tables up to date", () => migrate(url));
});
