import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, dropDatabase } from "@/db/create-database";
import { findDurabilityProblems } from "@/db/durability";
import { startDatabase } from "@/db/embedded";
import {
  endApp,
  killApp,
  launchApp,
  listProcesses,
  makeTrialFolder,
  type TrialFolder,
  waitForNone,
} from "../support/database-apps";

// The promise is 5 s and `npm run faults:database` holds it to that; a busy test machine is slower.
const LIMIT_MS = 20_000;

describe("the embedded database", () => {
  let trial: TrialFolder;

  beforeEach(async () => {
    trial = await makeTrialFolder();
  });

  afterEach(async () => {
    const left = await waitForNone(trial.home, 10_000);
    await trial.remove();
    expect(left).toEqual([]);
  });

  it("starts durable, makes databases and leaves no process when stopped", async () => {
    const database = await startDatabase({ folder: trial.folder });
    expect(database.adopted).toBe(false);
    expect(await findDurabilityProblems(database.url)).toEqual([]);
    const scratch = await createDatabase(database.url, "a scratch one");
    expect(await createDatabase(database.url, "a scratch one")).toBe(scratch);
    expect(await findDurabilityProblems(scratch)).toEqual([]);
    await dropDatabase(database.url, "a scratch one");
    await expect(findDurabilityProblems(scratch)).rejects.toMatchObject({ code: "3D000" });
    await database.stop();
    expect(await listProcesses(trial.home)).toEqual({ servers: [], watchdogs: [] });
  });

  it("serves two apps at once and ends with the second of them", async () => {
    const apps = [launchApp(trial.folder), launchApp(trial.folder)] as const;
    const [first, second] = await Promise.all([apps[0].started, apps[1].started]);
    expect(first.started).toBe(second.started);
    expect(first.adopted).not.toBe(second.adopted);
    expect(await endApp(apps[0])).toBe(0);
    expect((await listProcesses(trial.home)).servers).toHaveLength(1);
    expect(await endApp(apps[1])).toBe(0);
    expect((await listProcesses(trial.home)).servers).toEqual([]);
  });

  it("is adopted by the next start when its parent is killed", async () => {
    const killed = launchApp(trial.folder);
    const before = await killed.started;
    await killApp(killed);
    const next = launchApp(trial.folder);
    const after = await next.started;
    expect(after).toMatchObject({ adopted: true, started: before.started, rows: 2 });
    expect(after.wall).toBeLessThan(LIMIT_MS);
    expect(await endApp(next)).toBe(0);
  });

  it("stops by itself when its parent is killed and nobody follows", async () => {
    const killed = launchApp(trial.folder);
    await killed.started;
    await killApp(killed);
    expect((await listProcesses(trial.home)).servers).toHaveLength(1);
    expect(await waitForNone(trial.home, 10_000)).toEqual([]);
  });

  it("comes back with all rows when server, watchdog and parent are killed together", async () => {
    const killed = launchApp(trial.folder);
    await killed.started;
    const { servers, watchdogs } = await listProcesses(trial.home);
    const gone = killApp(killed);
    for (const pid of [...watchdogs, ...servers]) process.kill(pid, "SIGKILL");
    await gone;
    const next = launchApp(trial.folder);
    const after = await next.started;
    expect(after).toMatchObject({ adopted: false, rows: 2 });
    expect(after.wall).toBeLessThan(LIMIT_MS);
    expect(await endApp(next)).toBe(0);
  });

  it("is started again under the same url when only the server is killed", async () => {
    const lines: string[] = [];
    const database = await startDatabase({
      folder: trial.folder,
      report: (line) => lines.push(line),
    });
    const [server] = (await listProcesses(trial.home)).servers;
    if (server === undefined) throw new Error("no server runs");
    process.kill(server, "SIGKILL");
    await expect
      .poll(() => findDurabilityProblems(database.url).catch(() => "away"), { timeout: LIMIT_MS })
      .toEqual([]);
    expect((await listProcesses(trial.home)).servers).not.toContain(server);
    expect(lines).toEqual(["The database server ended by itself; starting it again."]);
    await database.stop();
  });

  it("starts although another program has got the process id in its lock file", async () => {
    const database = await startDatabase({ folder: trial.folder });
    await database.stop();
    const other = await trial.leaveLockFiles();
    try {
      const again = await startDatabase({ folder: trial.folder });
      expect(await findDurabilityProblems(again.url)).toEqual([]);
      await again.stop();
    } finally {
      other.kill();
    }
  });
});
