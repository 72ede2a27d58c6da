import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = join(import.meta.dirname, "..");

export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  // Generous: real databases and processes on a machine that may be busy with other things.
  test: {
    include: ["tests/**/*.test.ts"],
    // By itself it leaves a core free, which is half of a small machine.
    maxWorkers: "100%",
    globalSetup: "tests/support/migrated-database.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
