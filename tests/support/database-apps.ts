import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPlace } from "@/db/embedded-place";

const root = join(import.meta.dirname, "..", "..");

/** What `hold-database.ts` tells of its start. `wall` counts from the launch of its process, in ms. */
export type Started = {
  milliseconds: number;
  wall: number;
  adopted: boolean;
  url: string;
  started: string;
  rows: number;
};

export type App = { process: ChildProcess; started: Promise<Started> };

/** A data folder to try on, and the place that its database is put in (elsewhere, as root). */
export type TrialFolder = {
  folder: string;
  home: string;
  /** Leaves lock files as a killed server would, whose process id another program of its user has got. */
  leaveLockFiles(): Promise<ChildProcess>;
  remove(): Promise<void>;
};

/** Makes an empty data folder. */
export async function makeTrialFolder(): Promise<TrialFolder> {
  const folder = await mkdtemp(join(tmpdir(), "afterglow-trial-"));
  const { home, socket, account } = await findPlace(folder);
  return {
    folder,
    home,
    async leaveLockFiles() {
      const other = spawn("sleep", ["600"], { ...account, cwd: "/", stdio: "ignore" });
      await once(other, "spawn");
      const data = join(home, "data");
      const text = `${other.pid}\n${data}\n1700000000\n5432\n${socket}\n\n  1234567 0\n`;
      for (const path of [join(data, "postmaster.pid"), join(socket, ".s.PGSQL.5432.lock")]) {
        await writeFile(path, text, { mode: 0o600 });
        if (account) await chown(path, account.uid, account.gid);
      }
      return other;
    },
    async remove() {
      await rm(home, { recursive: true, force: true });
      await rm(folder, { recursive: true });
    },
  };
}

/** Launches an app that only holds the embedded database of `folder`. */
export function launchApp(folder: string): App {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(root, "tests/support/hold-database.ts"), folder],
    { cwd: root, stdio: ["pipe", "pipe", "pipe"] },
  );
  child.stdin.on("error", () => undefined);
  let output = "";
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  const started = new Promise<Started>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.endsWith("\n")) {
        resolve({ ...JSON.parse(output), wall: Math.round(performance.now() - begun) });
      }
    });
    child.once("close", () => reject(new Error(`The app ended early: ${errors}`)));
  });
  started.catch(() => undefined);
  return { process: child, started };
}

/** Kills the app's process alone, as a crash or the system would. */
export async function killApp(app: App): Promise<void> {
  const gone = once(app.process, "exit");
  app.process.kill("SIGKILL");
  await gone;
}

/** Ends the app in order and answers its exit code. */
export async function endApp(app: App): Promise<number | null> {
  const gone = once(app.process, "exit");
  app.process.stdin?.end();
  const [code] = await gone;
  return code;
}

/** Database servers and watchdogs that work on `home` right now (their process ids). */
export async function listProcesses(
  home: string,
): Promise<{ servers: number[]; watchdogs: number[] }> {
  const servers: number[] = [];
  const watchdogs: number[] = [];
  for (const { pid, command } of await listCommands()) {
    if (!command.includes(home)) continue;
    if (command.includes("/postgres -D ")) servers.push(pid);
    if (command.includes("watchParent")) watchdogs.push(pid);
  }
  return { servers, watchdogs };
}

/** Waits until no process works on `home`; answers those left after `patience` ms. */
export async function waitForNone(home: string, patience: number): Promise<number[]> {
  const end = performance.now() + patience;
  for (;;) {
    const { servers, watchdogs } = await listProcesses(home);
    const left = [...servers, ...watchdogs];
    if (left.length === 0 || performance.now() > end) return left;
    await sleep(50);
  }
}

async function listCommands(): Promise<{ pid: number; command: string }[]> {
  if (process.platform !== "linux") {
    const ps = spawn("ps", ["-axo", "pid=,command="]);
    let text = "";
    for await (const chunk of ps.stdout) text += chunk;
    return text.split("\n").map((line) => {
      const [, pid = "0", command = ""] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
      return { pid: Number(pid), command };
    });
  }
  const pids = (await readdir("/proc")).map(Number).filter((pid) => pid > 0);
  return await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      return { pid, command: text.replaceAll("\0", " ") };
    }),
  );
}
