import { existsSync } from "node:fs";
import { readSettings, type Settings } from "@/lib/env";

/** Settings of production, from the environment and `.env`; throws with all that is wrong at once. */
export function productionSettings(): Settings {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const read = readSettings(process.env);
  if (read.ok) return read.settings;
  const lines = read.problems.map(({ name, problem, fix }) => `  ${name} ${problem}.\n    ${fix}`);
  throw new Error(`These settings keep the desk from starting:\n${lines.join("\n")}`);
}

/** Settings of a desk for trying out: nothing needs to be given, and the secret is made for it. */
export function trialSettings(publicUrl: string, secret: string): Settings {
  const read = readSettings({ ...process.env, NEXTAUTH_URL: publicUrl, NEXTAUTH_SECRET: secret });
  if (read.ok) return read.settings;
  throw new Error(read.problems.map(({ name, problem }) => `${name} ${problem}.`).join("\n"));
}
