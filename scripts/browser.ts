import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import type { Lifetime } from "./lifetime";
import { bin, runProgram } from "./programs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A Chromium to test with: one that is installed, else Debian's package if we may install it, else
 * Playwright's own download (answered as `undefined`: Playwright finds that by itself).
 */
export async function findBrowser(lifetime: Lifetime): Promise<string | undefined> {
  const installed = installedBrowser();
  if (installed) return installed;
  if (existsSync(chromium.executablePath())) return undefined;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("• Installing Chromium …");
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    await runProgram(lifetime, "apt-get", ["update", "-qq"], quiet);
    const args = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    await runProgram(lifetime, "apt-get", args, quiet);
    const added = installedBrowser();
    if (added) return added;
  }
  console.log("• Downloading Playwright's Chromium …");
  const code = await runProgram(lifetime, bin("playwright"), ["install", "chromium"]);
  if (code === 0 && existsSync(chromium.executablePath())) return undefined;
  throw new Error(
    "There is no Chromium to test with and none could be installed. Install the package `chromium` or Google Chrome.",
  );
}

function installedBrowser(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [process.env.CHROMIUM ?? "", ...paths, ...MAC_PATHS].find(
    (path) => path && existsSync(path),
  );
}
