import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const RIGHT = {
  id: "silent",
  about: "nobody answered",
  treatmentEndedAt: "2026-06-01T15:00:00Z",
  now: "2026-06-03T15:00:01Z",
  expect: { level: "awaiting", reasons: ["NO_REPORT_48H"] },
};

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cases-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: unknown) {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

function run(...args: string[]) {
  const root = join(import.meta.dirname, "../..");
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const command = [tsx, join(root, "scripts/cases.ts"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: "utf8",
    cwd: root,
  });
  return { status, lines: stdout.trimEnd().split("\n"), stderr };
}

describe("npm run cases", { timeout: 60_000 }, () => {
  it("counts the cases of the folder's own arrays", () => {
    write("cases.json", [RIGHT, RIGHT]);
    write("more.json", [RIGHT]);
    write("golden.expect.json", { metrics: 1 });
    mkdirSync(join(folder, "reports"));
    write("reports/golden.json", ["no case"]);
    expect(run(folder)).toMatchObject({ status: 0, lines: ["3 cases, 0 mismatches"] });
  });

  it("prints each mismatch and fails", () => {
    write("cases.json", [RIGHT, { ...RIGHT, expect: { level: "expected", reasons: ["PUS"] } }]);
    expect(run(folder)).toMatchObject({
      status: 1,
      lines: [
        "silent: nobody answered",
        "  expected expected [PUS]",
        "  got      awaiting [NO_REPORT_48H]",
        "2 cases, 1 mismatches",
      ],
    });
  });

  it("says what it can't read", () => {
    expect(run(join(folder, "nowhere"))).toMatchObject({ status: 2 });
    expect(run()).toMatchObject({ status: 2 });
    expect(run(folder)).toMatchObject({ status: 2 });
    write("cases.json", [{ id: "broken" }]);
    expect(run(folder).stderr).toContain("treatmentEndedAt");
    writeFileSync(join(folder, "cases.json"), "[");
    expect(run(folder).stderr).toContain("isn't readable JSON");
  });
});
