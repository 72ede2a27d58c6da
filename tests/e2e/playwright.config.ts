import { defineConfig, devices } from "@playwright/test";

/** `BASE_URL` is a desk in production mode with demonstration data; `CHROMIUM` an installed browser. */
const executablePath = process.env.CHROMIUM || undefined;
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  forbidOnly: true,
  retries: 0,
  workers: 1,
  // Patience for a slow machine: how long a person waits is bounded by each expectation.
  timeout: 120_000,
  use: {
    ...devices["Desktop Chrome"],
    baseURL: process.env.BASE_URL ?? "http://localhost:3000",
    // Without its film, which costs a fifth of the time of all tests.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        ...(asRoot ? ["--no-sandbox"] : []),
      ],
    },
  },
});
