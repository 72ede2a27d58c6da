import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "afterglow-reports-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function check(...files: string[]) {
  const args = ["--import", "tsx", "scripts/reports-check.ts", ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function written(content: string): string {
  const path = join(folder, "data.json");
  writeFileSync(path, content);
  return path;
}

it("prints one JSON object with every metric, by the ids of the file", () => {
  const { status, stdout, stderr } = check("tests/cases/reports/golden.json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const report = JSON.parse(stdout) as Record<string, { num?: string[] }>;
  expect(Object.keys(report)).toHaveLength(38);
  expect(report.reached_patients!.num).toContain("P-two");
});

it.each([
  ["no file", () => [], "Usage: npm run --silent reports:check -- DATA.json\n"],
  ["a file that isn't there", () => [join(folder, "gone.json")], "The file can't be read.\n"],
  ["text", () => [written("Ana Lopez, 12")], "The file isn't readable JSON.\n"],
  ["other JSON", () => [written("{}")], /^format: .*\n$/],
])("refuses %s with one sentence and exit code 2", (_, files, said) => {
  const { status, stdout, stderr } = check(...files());
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(said);
});
