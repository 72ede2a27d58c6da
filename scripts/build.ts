import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lifetime } from "./lifetime";
import { step } from "./progress";

const SOURCES = [
  "app",
  "components",
  "lib",
  "db",
  "public",
  "next.config.js",
  "tsconfig.json",
  "package-lock.json",
  "postcss.config.mjs",
];
const RECORD = ".next/afterglow-sources";

/** Builds for production unless the last build was of exactly these sources. */
export async function buildWhenNeeded(lifetime: Lifetime): Promise<void> {
  const sources = await hashSources();
  const built = await readFile(RECORD, "utf8").catch(() => undefined);
  if (built === sources && existsSync(".next/BUILD_ID")) {
    console.log("✓ Build is up to date");
    return;
  }
  await step("Build", () => build(lifetime));
  await writeFile(RECORD, sources);
}

/** Builds for production; throws with the builder's own output when it fails. */
export async function build(lifetime: Lifetime): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const closed = once(child, "close");
  await lifetime.own(closed, async () => undefined).catch(() => undefined);
  const [code] = await closed;
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`);
}

async function hashSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    const found = await stat(source).catch(() => undefined);
    if (found?.isFile()) hash.update(`${source}\0`).update(await readFile(source));
    if (!found?.isDirectory()) continue;
    const entries = await readdir(source, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    for (const path of files.map((file) => join(file.parentPath, file.name)).toSorted()) {
      hash.update(`${path}\0`).update(await readFile(path));
    }
  }
  return hash.digest("hex");
}
