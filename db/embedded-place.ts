import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { errorCode } from "@/lib/error-code";

const run = promisify(execFile);

/** Where root keeps what an unprivileged server must reach when the checkout is closed to it. */
export const SYSTEM_FOLDER = "/var/lib/afterglow";

/** The system account that the server runs as; `undefined` where it runs as ourselves. */
export type Account = { uid: number; gid: number } | undefined;

/** `home` holds data, password and log. `socket` is the 0700 folder of the server's only door. */
export type Place = { home: string; socket: string; account: Account };

/** All that the server and its tools see of an environment: nothing of ours, secrets least of all. */
export const SERVER_ENVIRONMENT = {
  NODE_ENV: "production",
  PATH: "/usr/bin:/bin",
  TZ: "UTC",
  LC_ALL: "C",
} as const;

const ACCOUNT_NAME = "afterglow";
// A socket's whole path must fit in 104 bytes (macOS) with "/.s.PGSQL.5432" at its end.
const LONGEST_SOCKET_FOLDER = 85;

/**
 * Decides where the database of `folder` lives and who runs it. PostgreSQL refuses to run as root,
 * so root lends it an account of its own; existing data always stays with its place and owner.
 */
export async function findPlace(folder: string): Promise<Place> {
  const root = process.getuid?.() === 0;
  await mkdir(folder, { recursive: true, mode: root ? 0o711 : 0o700 });
  const real = await realpath(folder);
  const inside = join(real, "postgresql");
  const outside = join(SYSTEM_FOLDER, `${basename(real)}-${hash(real)}`);
  const [insideOwner, outsideOwner] = await Promise.all([ownerOf(inside), ownerOf(outside)]);
  if (!root) {
    const owner = insideOwner ?? outsideOwner;
    if (owner !== undefined && owner.uid !== process.getuid?.()) {
      throw new Error(
        `The database of ${real} was made by root and runs as another user. ` +
          "Start as root again, or choose another folder with AFTERGLOW_DATA.",
      );
    }
    return withSocket(inside, undefined);
  }
  if (insideOwner !== undefined) return withSocket(inside, insideOwner);
  if (outsideOwner !== undefined) return withSocket(outside, outsideOwner);
  const account = await serverAccount();
  if (await canEnter(account, real)) return withSocket(inside, account);
  await mkdir(SYSTEM_FOLDER, { recursive: true });
  await chmod(SYSTEM_FOLDER, 0o755);
  return withSocket(outside, account);
}

/** Makes the socket folder if it is missing and refuses one that someone else has put there. */
export async function openSocketFolder(place: Place): Promise<void> {
  const uid = place.account?.uid ?? process.getuid?.() ?? 0;
  try {
    await mkdir(place.socket, { mode: 0o700 });
    await chmod(place.socket, 0o700);
    if (place.account) await chown(place.socket, place.account.uid, place.account.gid);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
  for (let attempt = 0; ; attempt++) {
    const found = await lstat(place.socket);
    // Another start may be between its mkdir and its chown.
    const settled = found.uid === uid && (found.mode & 0o077) === 0;
    if (found.isDirectory() && settled) return;
    if (attempt === 20) {
      throw new Error(`${place.socket} must be a folder that only the database's user can enter.`);
    }
    await new Promise((done) => setTimeout(done, 25));
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isDirectory() || (found.uid === 0 && process.getuid?.() === 0)) {
    throw new Error(
      `${path} isn't a database folder of Afterglow's. Move it away and start again.`,
    );
  }
  return { uid: found.uid, gid: found.gid };
}

function withSocket(home: string, account: Account): Place {
  const near = join(home, "socket");
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER) return { home, socket: near, account };
  // Not os.tmpdir(): every process must find the same folder, whatever its TMPDIR.
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  const parent = account ? SYSTEM_FOLDER : "/tmp";
  return { home, socket: join(parent, `afterglow-${uid}-${hash(home)}`), account };
}

async function serverAccount(): Promise<{ uid: number; gid: number }> {
  const known = await lookUp(ACCOUNT_NAME);
  if (known) return known;
  const home = ["--home-dir", SYSTEM_FOLDER, "--shell", "/usr/sbin/nologin"];
  await run("useradd", ["--system", "--user-group", "--no-create-home", ...home, ACCOUNT_NAME])
    .catch(() => run("adduser", ["-S", "-D", "-H", ACCOUNT_NAME]))
    .catch(() => undefined);
  const account = (await lookUp(ACCOUNT_NAME)) ?? (await lookUp("nobody"));
  if (account) return account;
  throw new Error(
    "PostgreSQL can't run as root and there is no other account for it. " +
      "Start as an ordinary user, make a system user `afterglow`, or set DATABASE_URL.",
  );
}

async function lookUp(name: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    // macOS writes nobody's -2 as an unsigned number.
    return { uid: Number(uid.stdout) | 0, gid: Number(gid.stdout) | 0 };
  } catch {
    return undefined;
  }
}

async function canEnter(account: { uid: number; gid: number }, folder: string): Promise<boolean> {
  try {
    await run("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], { ...account, cwd: "/" });
    return true;
  } catch {
    return false;
  }
}
