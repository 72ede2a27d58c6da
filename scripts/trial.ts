import { join } from "node:path";
import { migrate } from "@/db/migrate";
import { buildWhenNeeded } from "./build";
import { openDatabase } from "./database";
import { runUntilStopped } from "./lifetime";
import { step } from "./progress";
import { keepSecret } from "./secret";
import { openDoor } from "./serve";
import { trialSettings } from "./settings";

/** Serves a desk with demonstration data, with nothing to set: the build, or the sources as they change. */
export function serveTrial(mode: "production" | "development", folder: string): void {
  runUntilStopped(async (lifetime) => {
    const wanted = trialSettings(
      "http://localhost",
      await keepSecret(process.env.AFTERGLOW_DATA ?? ".afterglow"),
    );
    const door = await openDoor(lifetime, {
      ...wanted,
      search: true,
      https: false,
      development: mode === "development",
    });
    if (door.port !== wanted.port) {
      console.log(`! Port ${wanted.port} is taken by another program; using ${door.port}.`);
    }
    const address = `http://localhost:${door.port}`;
    Object.assign(process.env, { NEXTAUTH_URL: address, NEXTAUTH_SECRET: wanted.secret });
    process.env.AFTERGLOW_DEMO = "1";
    if (mode === "production") await buildWhenNeeded(lifetime);
    // Never a database of somebody's own: invented people have no place beside real ones.
    const url = await openDatabase(lifetime, join(wanted.data, folder), undefined);
    await step("Bring the tables up to date", () => migrate(url));
    // Its pool reads the address when it is loaded, and the jobs of the desk share it.
    const { seedDemo } = await import("@/db/seed");
    const { accounts } = await step("Demonstration data", () =>
      seedDemo(url, new Date(), (line) => console.log(`  ${line}`)),
    );
    await step("Start the desk", () => door.attach({ mode, jobs: wanted.jobs }));
    console.log(`\nAfterglow is at ${address}. Sign in as`);
    const width = Math.max(...accounts.map(({ email }) => email.length));
    for (const { email, password, role } of accounts) {
      console.log(`  ${email.padEnd(width)}  ${password}  (${role})`);
    }
    console.log("\nCtrl-C stops everything. The data stays for the next time.");
  });
}
