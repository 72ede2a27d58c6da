/**
 * `npm test`: everything that is checked, on the real database and in a real browser. A failing
 * stage doesn't keep the later ones from telling theirs. Last line: `N passed, N failed`.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import { createDatabase, dropDatabase } from "@/db/create-database";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { findBrowser } from "./browser";
import { openDatabase } from "./database";
import { type Lifetime, runOnce } from "./lifetime";
import { bin, runProgram, startDesk } from "./programs";
import { keepSecret } from "./secret";

type Counts = { passed: number; failed: number; skipped: number };

const FOLDER = ".afterglow/test";
const UNIT_REPORT = `${FOLDER}/unit.json`;
const BROWSER_REPORT = `${FOLDER}/browser.json`;

runOnce(async (lifetime) => {
  await mkdir(FOLDER, { recursive: true });
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const stage = async (name: string, work: () => Promise<Counts>): Promise<void> => {
    const begun = performance.now();
    console.log(`\n• ${name} …`);
    const counts = await work().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      return { passed: 0, failed: 1, skipped: 0 };
    });
    // A stage without a single test has tested nothing, whatever its exit code.
    if (counts.passed + counts.failed === 0) counts.failed = 1;
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const sign = counts.failed === 0 ? "✓" : "✗";
    console.log(`${sign} ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
  };

  await stage("Types", () => checkWith(lifetime, [bin("tsc"), "--noEmit"]));
  await stage("Lint", () =>
    checkWith(lifetime, [bin("oxlint"), "--type-aware", "--deny-warnings"], [bin("biome"), "ci"]),
  );
  await stage("Build", () =>
    checkWith(lifetime, [process.execPath, "node_modules/next/dist/bin/next", "build"]),
  );
  const server = await openDatabase(lifetime, FOLDER, undefined);
  // Only the stages that need a database are told of one.
  delete process.env.DATABASE_URL;
  await stage("Architecture, unit and database tests", () => unitTests(lifetime, server));
  await stage("Browser tests", () => browserTests(lifetime, server));

  if (total.skipped > 0) console.log(`\n! ${total.skipped} tests were left out by themselves.`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
});

/** One check made by programs that say yes or no. */
async function checkWith(lifetime: Lifetime, ...commands: string[][]): Promise<Counts> {
  let failed = false;
  for (const [program = "", ...args] of commands) {
    const code = await runProgram(lifetime, program, args, { NEXT_TELEMETRY_DISABLED: "1" });
    if (code !== 0) failed = true;
  }
  return { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 };
}

async function unitTests(lifetime: Lifetime, server: string): Promise<Counts> {
  await rm(UNIT_REPORT, { force: true });
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`];
  const args = ["run", "--config", "tests/vitest.config.ts", ...reporters];
  const code = await runProgram(lifetime, bin("vitest"), args, { TEST_DATABASE_URL: server });
  const report = JSON.parse(await readFile(UNIT_REPORT, "utf8"));
  const files: { status: string; assertionResults: unknown[] }[] = report.testResults;
  // A file that doesn't load, or holds no test, would otherwise count as nothing.
  const empty = files.filter((file) => file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + empty;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function browserTests(lifetime: Lifetime, server: string): Promise<Counts> {
  const browser = await findBrowser(lifetime);
  await dropDatabase(server, "browser");
  const url = await createDatabase(server, "browser");
  await migrate(url);
  const { accounts } = await seedDemo(url, new Date(), () => undefined);
  const desk = await startDesk(lifetime, url, await keepSecret(FOLDER));
  try {
    await rm(BROWSER_REPORT, { force: true });
    const args = ["test", "--config", "tests/e2e/playwright.config.ts", "--reporter=dot,json"];
    const code = await runProgram(lifetime, bin("playwright"), args, {
      PLAYWRIGHT_JSON_OUTPUT_FILE: `${process.cwd()}/${BROWSER_REPORT}`,
      BASE_URL: desk.address,
      CHROMIUM: browser ?? "",
      TEST_DATABASE_URL: url,
      DEMO_ACCOUNTS: JSON.stringify(accounts),
    });
    const { stats, errors } = JSON.parse(await readFile(BROWSER_REPORT, "utf8"));
    const failed = stats.unexpected + stats.flaky + (stats.expected > 0 ? errors.length : 0);
    return {
      passed: stats.expected,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: stats.skipped,
    };
  } finally {
    await desk.stop();
  }
}
