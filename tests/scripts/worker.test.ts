import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openDesk, report, treat } from "@/tests/support/care";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

let scratch: ScratchDatabase;
const children: ChildProcess[] = [];

beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => scratch.drop());

function start(script: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: scratch.url,
      NEXTAUTH_URL: "http://localhost:3000",
      NEXTAUTH_SECRET: "pX3vQ9mZt7Lw2RkB8sNfYh4JcGd6TaUeVqK1iMoS",
    },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.push(child);
  return child;
}

/** How many connections the jobs of all processes hold. */
async function connections(): Promise<number> {
  const { rows } = await scratch.owner.execute<{ count: number }>(
    sql`select count(*)::int from pg_stat_activity
      where application_name = 'afterglow jobs' and datname = current_database()`,
  );
  return rows[0]!.count;
}

describe("a worker", () => {
  it("does the jobs without a page, and ends in order on SIGTERM", async () => {
    const desk = await openDesk(scratch.owner);
    const { patientId } = await treat(scratch.app, desk, { hoursAgo: 30 });
    await report(scratch.app, desk, patientId, { breathing: "yes" });
    const child = start("scripts/worker.ts");
    let said = "";
    child.stdout?.on("data", (chunk) => (said += chunk));
    await vi.waitFor(
      async () => {
        const { rows } = await scratch.owner.execute(
          sql`select 1 from audit_events where action = 'alert.raise' and patient_id = ${patientId}`,
        );
        expect(rows).toHaveLength(1);
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(said).toContain("Afterglow does its jobs here");
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    expect(await gone).toEqual([0, null]);
    expect(await connections()).toBe(0);
    // Steps and ends are told in plain lines; a line of the log would be an error.
    expect(said).not.toContain("{");
  });
});

describe("a process that serves pages", () => {
  it.each([
    ["takes its share of the jobs", "here", true],
    ["leaves them to workers when they are apart", "apart", false],
  ])("%s", async (_what, jobs, takes) => {
    const child = start("tests/support/serve-with-jobs.ts", jobs);
    expect((await once(child, "message"))[0]).toBe("served");
    expect((await connections()) > 0).toBe(takes);
  });
});
