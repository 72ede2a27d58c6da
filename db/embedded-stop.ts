/**
 * Who may stop the embedded server, and the watchdog that does it for a parent that died.
 * Node runs this file by itself (types stripped), so it imports packages only, nothing relative.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";

/** What a watchdog is told over its pipe: `url` is the owner's, to the database `postgres`. */
export type Watch = { home: string; url: string };

// Advisory lock: every app in the data folder holds it shared; whoever stops takes it alone.
const HOLDERS = [1_634_102_380, 1];

// A service manager that restarts a killed app finds the server still running.
const GRACE_MS = 1_500;

/** Joins the holders. False: someone is stopping the server this moment. */
export async function joinHolders(client: Client): Promise<boolean> {
  const answer = await client.query("select pg_try_advisory_lock_shared($1, $2) as ok", HOLDERS);
  return answer.rows[0]?.ok === true;
}

/** Leaves the holders, if `client` was one; stops the server if nobody else holds it. */
export async function leaveAndStop(client: Client, home: string): Promise<boolean> {
  await client.query("select pg_advisory_unlock_shared($1, $2)", HOLDERS);
  const alone = await client.query("select pg_try_advisory_lock($1, $2) as ok", HOLDERS);
  if (alone.rows[0]?.ok !== true) return false;
  const pid = await livePostmaster(home);
  if (pid === undefined) return true;
  // Fast shutdown; the immediate one loses nothing either, it only recovers at the next start.
  for (const [signal, patience] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    sendSignal(pid, signal);
    const end = performance.now() + patience;
    while (performance.now() < end) {
      if (!(await isPostmaster(pid, home))) return true;
      await sleep(10);
    }
  }
  throw new Error(`The database server (process ${pid}) doesn't stop.`);
}

/** Process id of the server that runs on `home`, read from its own lock file and checked. */
export async function livePostmaster(home: string): Promise<number | undefined> {
  const lines = await readFile(join(home, "data", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(lines.split("\n")[0]);
  return pid > 0 && (await isPostmaster(pid, home)) ? pid : undefined;
}

/**
 * Whether process `pid` is the server on `home`. Process ids are reused, and a dead process can
 * linger as a zombie, so its command decides.
 */
export async function isPostmaster(pid: number, home: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isGone(error)) return false;
  }
  const command =
    process.platform === "linux"
      ? await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")
      : await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).then(
          (found) => found.stdout,
          () => "",
        );
  return `${command.replaceAll("\0", " ").trim()} `.includes(`/postgres -D ${join(home, "data")} `);
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ESRCH";
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/**
 * The watchdog: reads one `Watch` line, then waits for its parent's end of the pipe. A line "done"
 * is an orderly end. A broken pipe is a dead parent: stop the server unless another app holds it.
 */
export async function watchParent(): Promise<void> {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.endsWith("done\n")) return;
  }
  const watch: Watch = JSON.parse(text);
  await sleep(GRACE_MS);
  let absent = 0;
  let held = 0;
  // The dead parent's own lock lives until its server process notices, so one look is not enough.
  for (let round = 0; round < 600 && absent < 4 && held < 3; round++) {
    const client = new Client({ connectionString: watch.url, connectionTimeoutMillis: 3_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      if (await leaveAndStop(client, watch.home)) return;
      held++;
    } catch {
      absent = (await livePostmaster(watch.home)) === undefined ? absent + 1 : 0;
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(500);
  }
}
