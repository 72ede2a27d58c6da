import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const PROGRAM = `import { logError } from "@/lib/log";
  logError("A job failed.", new TypeError("Ana Lopez has pus"), { recoveryId: "r1" });`;

/** What a process with this LOG_LEVEL writes when something fails. */
function logged(level: string | undefined): string {
  return execFileSync(process.execPath, ["--import", "tsx", "--input-type=module"], {
    input: PROGRAM,
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: level },
  });
}

describe("the log", () => {
  it("tells an error by name, place and ids, never by its message", () => {
    const line = logged(undefined);
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      msg: "A job failed.",
      error: "TypeError",
      recoveryId: "r1",
    });
    expect(line).not.toContain("Ana");
  });

  it("says as much as LOG_LEVEL asks for", () => {
    expect(logged("fatal")).toBe("");
    expect(logged("error")).toContain("A job failed.");
    expect(logged("")).toContain("A job failed.");
  });
});
