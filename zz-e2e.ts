import { mkdir } from "node:fs/promises";
import { createDatabase, dropDatabase } from "@/db/create-database";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { runOnce } from "./scripts/lifetime";
import { bin, runProgram, startDesk } from "./scripts/programs";
import { keepSecret } from "./scripts/secret";
runOnce(async (lifetime) => {
  await mkdir("/tmp/e2e", { recursive: true });
  const server = process.env.TEST_DATABASE_URL!;
  delete process.env.DATABASE_URL;
  await dropDatabase(server, "e2e");
  const url = await createDatabase(server, "e2e");
  await migrate(url);
  const { accounts } = await seedDemo(url, new Date(), () => undefined);
  const desk = await startDesk(lifetime, url, await keepSecret("/tmp/e2e"));
  try {
    await runProgram(lifetime, bin("playwright"), ["test","--config","tests/e2e/playwright.config.ts","--reporter=line",...process.argv.slice(2)], { BASE_URL: desk.address, CHROMIUM: "/usr/bin/chromium", TEST_DATABASE_URL: url, DEMO_ACCOUNTS: JSON.stringify(accounts) });
  } finally { await desk.stop(); }
});
