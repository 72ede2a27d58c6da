import { chown, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "@/lib/error-code";
import type { Place } from "./embedded-place";
import { isPostmaster } from "./embedded-stop";

// Above every system's highest process id, so PostgreSQL takes it for a dead process.
const UNUSED_PID = 2_147_483_646;
const ABANDONED_MS = 5_000;

/**
 * A killed server leaves its process id in two lock files. PostgreSQL replaces them by itself if
 * nobody has that id now; if another program has got it (after a reboot, say), PostgreSQL would
 * refuse to start for ever, so the files are made to name a process that can't exist.
 */
export async function disownLockFiles({ home, socket, account }: Place): Promise<void> {
  const socketLock = join(socket, ".s.PGSQL.5432.lock");
  if (await isStuck(socketLock, home)) await rm(socketLock, { force: true });

  const lock = join(home, "data", "postmaster.pid");
  if (!(await isStuck(lock, home))) return;
  // The draft's own name is the mutex: while stuck, only its maker may change the lock file.
  const draft = `${lock}.disowned`;
  if ((await age(draft)) > ABANDONED_MS) await rm(draft, { force: true });
  const file = await open(draft, "wx", 0o600).catch(() => undefined);
  if (!file) return;
  try {
    const stuck = await isStuck(lock, home);
    const text = await readFile(lock, "utf8").catch(() => "");
    // Kept, not removed: it also tells PostgreSQL in which shared memory to look for survivors.
    await file.writeFile(text.replace(/^\d+/, String(UNUSED_PID)));
    if (account) await chown(draft, account.uid, account.gid);
    if (stuck && text !== "") await rename(draft, lock);
    else if (stuck) await rm(lock, { force: true });
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

/** The lock file names a living process that isn't our server, or is empty and old. */
async function isStuck(lock: string, home: string): Promise<boolean> {
  const text = await readFile(lock, "utf8").catch(() => undefined);
  if (text === undefined) return false;
  if (text === "") return (await age(lock)) > ABANDONED_MS;
  const pid = Number(text.split("\n")[0]);
  return pid > 0 && isAlive(pid) && !(await isPostmaster(pid, home));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

async function age(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  // The machine's clock; one that jumps only delays or hastens the repair by as much.
  return performance.timeOrigin + performance.now() - found.mtimeMs;
}
