import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Place, SERVER_ENVIRONMENT } from "./embedded-place";

const run = promisify(execFile);
const ABANDONED_MS = 10 * 60_000;

/**
 * Makes the data of a new server, once: checksums on, UTF-8, the same order of text on every
 * machine, a random password. Built beside its place and renamed into it, so that a half-made one
 * is never seen and two makers at once agree on the first. Throws if the data is another version's.
 */
export async function makeCluster(place: Place, binaries: string): Promise<void> {
  const { home, account } = place;
  if (await exists(home)) return await checkVersion(home, binaries);
  await removeAbandoned(home);
  const draft = await mkdtemp(`${home}.new-`);
  const password = join(draft, "password");
  try {
    await writeFile(password, randomBytes(32).toString("base64url"), { mode: 0o600, flush: true });
    await chmod(draft, 0o700);
    if (account) {
      await chown(draft, account.uid, account.gid);
      await chown(password, account.uid, account.gid);
    }
    await run(
      join(binaries, "bin", "initdb"),
      [
        "--pgdata",
        join(draft, "data"),
        "--username",
        "afterglow",
        "--pwfile",
        password,
        "--auth-local=scram-sha-256",
        "--auth-host=scram-sha-256",
        "--data-checksums",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--text-search-config=simple",
      ],
      { ...account, cwd: "/", env: SERVER_ENVIRONMENT },
    );
    await rename(draft, home);
    await syncFolder(dirname(home));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(home))) {
      throw new Error(`The database in ${home} can't be made: ${String(error)}`, { cause: error });
    }
  }
}

async function checkVersion(home: string, binaries: string): Promise<void> {
  const made = await readFile(join(home, "data", "PG_VERSION"), "utf8").catch(() => undefined);
  if (made === undefined) {
    throw new Error(`${home} exists but holds no database. Move it away and start again.`);
  }
  const { stdout } = await run(join(binaries, "bin", "postgres"), ["--version"], {
    env: SERVER_ENVIRONMENT,
  });
  const major = /(\d+)\.\d+/.exec(stdout)?.[1];
  if (made.trim() === major) return;
  throw new Error(
    `The data in ${home} is PostgreSQL ${made.trim()}'s and this release brings ${major}. ` +
      "Back up with the release that made it, then restore here.",
  );
}

async function removeAbandoned(home: string): Promise<void> {
  const parent = dirname(home);
  for (const name of await readdir(parent).catch(() => [])) {
    if (!name.startsWith(`${basename(home)}.new-`)) continue;
    const found = await stat(join(parent, name)).catch(() => undefined);
    const age = performance.timeOrigin + performance.now() - (found?.mtimeMs ?? Infinity);
    if (age > ABANDONED_MS) await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
