import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type JobRunner, openJobRunner, type RepeatedJob } from "@/db/jobs";
import { logError } from "@/lib/log";
import { type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

vi.mock("@/lib/log", () => ({ logError: vi.fn() }));

let scratch: ScratchDatabase;
const runners: JobRunner[] = [];

beforeAll(async () => {
  scratch = await scratchDatabase();
});
beforeEach(() => {
  vi.mocked(logError).mockClear();
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
  await scratch.owner.execute(sql`delete from pgboss.job`);
});
afterAll(() => scratch.drop());

/** A process that takes its share of the job. */
async function take(job: RepeatedJob): Promise<JobRunner> {
  const runner = await openJobRunner(scratch.url, [job]);
  runners.push(runner);
  return runner;
}

async function stored(name: string) {
  const { rows } = await scratch.owner.execute<{ state: string; tries: number; second: string }>(
    sql`select state, retry_count as tries, output, data,
        date_trunc('second', created_on)::text as second from pgboss.job
      where name = ${name} order by singleton_on`,
  );
  return rows;
}

/** Has the server refuse the database to everybody and end their connections, or takes that back. */
async function allowConnections(allowed: boolean): Promise<void> {
  const name = new URL(scratch.url).pathname.slice(1);
  const client = new Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query(`alter database ${name} with allow_connections ${allowed}`);
    if (allowed) return;
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
      [name],
    );
  } finally {
    await client.end();
  }
}

const until = (holds: () => void | Promise<void>) =>
  vi.waitFor(holds, { timeout: 55_000, interval: 50 });

describe("a job of several processes", () => {
  it("is run once a slot over all of them", async () => {
    const run = vi.fn(async () => undefined);
    const job = { name: "quick", every: 1, run };
    const three = await Promise.all([take(job), take(job), take(job)]);
    await until(() => expect(run.mock.calls.length).toBeGreaterThanOrEqual(4));
    await Promise.all(three.map((runner) => runner.close()));
    const jobs = await stored("quick");
    expect(jobs.length).toBe(run.mock.calls.length);
    expect(new Set(jobs.map(({ second }) => second)).size).toBe(jobs.length);
    expect(jobs.every(({ state, tries }) => state === "completed" && tries === 0)).toBe(true);
  });

  it("never runs beside itself, however long it takes", async () => {
    let running = 0;
    const beside: number[] = [];
    const job = {
      name: "long",
      every: 1,
      async run() {
        beside.push(++running);
        await sleep(1_700);
        running--;
      },
    };
    await Promise.all([take(job), take(job), take(job)]);
    await until(() => expect(beside.length).toBeGreaterThanOrEqual(4));
    expect(new Set(beside)).toEqual(new Set([1]));
  });

  it("keeps nothing but its name", async () => {
    const run = vi.fn(async () => "Ana Lopez" as unknown as undefined);
    await take({ name: "silent", every: 1, run });
    await until(async () => {
      expect(await stored("silent")).toContainEqual(
        expect.objectContaining({ state: "completed" }),
      );
    });
    for (const job of await stored("silent"))
      expect(job).toMatchObject({ data: null, output: null });
  });

  it("is swept once its slot is long over", async () => {
    const run = vi.fn(async () => undefined);
    await take({ name: "swept", every: 3_600, run });
    await until(async () => expect(await stored("swept")).toMatchObject([{ state: "completed" }]));
    const yesterday = sql`now() - interval '1 day'`;
    await scratch.owner.execute(
      sql`update pgboss.job set completed_on = ${yesterday}, singleton_on = ${yesterday} where name = 'swept'`,
    );
    await scratch.owner.execute(sql`update pgboss.queue set maintain_on = ${yesterday}`);
    await until(async () => {
      const old = sql`select from pgboss.job where name = 'swept' and completed_on <= ${yesterday}`;
      expect((await scratch.owner.execute(old)).rows).toEqual([]);
    });
  });

  it("is run again after its worker was killed", { timeout: 90_000 }, async () => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", join(import.meta.dirname, "../support/hold-job.ts"), scratch.url],
      { stdio: ["ignore", "inherit", "inherit", "ipc"] },
    );
    expect((await once(child, "message"))[0]).toBe("running");
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    expect(await stored("held")).toMatchObject([{ state: "active", tries: 0 }]);
    const run = vi.fn(async () => undefined);
    await take({ name: "held", every: 3_600, run });
    await until(() => expect(run).toHaveBeenCalled());
    await until(async () => {
      expect((await stored("held"))[0]).toMatchObject({ state: "completed", tries: 1 });
    });
  });
});

describe("a failure", () => {
  it("of a job is logged, kept from the queue, and its next slot runs", async () => {
    const error = new Error("Ana Lopez has pus");
    const run = vi.fn(async () => {
      throw error;
    });
    await take({ name: "failing", every: 1, run });
    await until(() => expect(run.mock.calls.length).toBeGreaterThanOrEqual(3));
    expect(logError).toHaveBeenCalledWith(expect.any(String), error, { job: "failing" });
    expect(JSON.stringify(await stored("failing"))).not.toContain("Ana");
  });

  it("of the database is logged once, and the job goes on after it", async () => {
    const run = vi.fn(async () => undefined);
    await take({ name: "patient", every: 1, run });
    await until(() => expect(run).toHaveBeenCalled());
    await allowConnections(false);
    await until(() => expect(logError).toHaveBeenCalled());
    await sleep(2_000);
    expect(logError).toHaveBeenCalledOnce();
    await allowConnections(true);
    const before = run.mock.calls.length;
    await until(() => expect(run.mock.calls.length).toBeGreaterThan(before + 1));
    expect(logError).toHaveBeenCalledOnce();
  });
});

describe("the end of a process", () => {
  it("lets what runs finish, takes nothing more, and leaves no connection", async () => {
    let [begun, done] = [0, 0];
    const runner = await take({
      name: "ending",
      every: 1,
      async run() {
        begun++;
        await sleep(1_500);
        done++;
      },
    });
    await until(() => expect(begun).toBe(1));
    await Promise.all([runner.close(), runner.close()]);
    expect([begun, done]).toEqual([1, 1]);
    expect(await stored("ending")).toMatchObject([{ state: "completed" }]);
    const { rows } = await scratch.owner.execute(
      sql`select from pg_stat_activity
        where application_name = 'afterglow jobs' and datname = current_database()`,
    );
    expect(rows).toEqual([]);
  });

  it("hands on at once what doesn't finish", { timeout: 90_000 }, async () => {
    const first = await take({
      name: "endless",
      every: 3_600,
      run: () => new Promise(() => undefined),
    });
    await until(async () => expect(await stored("endless")).toMatchObject([{ state: "active" }]));
    await first.close();
    const run = vi.fn(async () => undefined);
    await take({ name: "endless", every: 3_600, run });
    await until(() => expect(run).toHaveBeenCalledOnce());
  });
});

describe("the role that processes work as", () => {
  it.each([
    ["make a table", "create table pgboss.mine (id int)"],
    ["change a table", "alter table pgboss.job add column mine int"],
    ["empty a table", "truncate pgboss.job"],
    ["say which version it is", "update pgboss.version set version = 1"],
    [
      "leave commands for the owner",
      "insert into pgboss.bam (name, version, table_name, command) values ('a', 1, 'a', 'a')",
    ],
    [
      "have a table made for a queue",
      `select pgboss.create_queue('mine', '{"policy": "standard", "partition": true}')`,
    ],
    ["name a table as a queue's", "update pgboss.queue set table_name = 'patients'"],
  ])("can't %s", async (_what, statement) => {
    await take({ name: "there", every: 3_600, run: async () => undefined });
    await expect(scratch.pool.query(statement)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|23514)$/),
    });
  });

  it("owns nothing there", async () => {
    const { rows } = await scratch.owner.execute(
      sql`select relname from pg_class where relnamespace = 'pgboss'::regnamespace
        and pg_get_userbyid(relowner) = 'afterglow_app'`,
    );
    expect(rows).toEqual([]);
  });
});
