import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "@/lib/error-code";
import type { PhotoStorage } from "./storage";

/** Photos as files of a folder that only this process's user can read, in subfolders by their first letters. */
export function folderStorage(folder: string): PhotoStorage {
  return {
    async put(key, bytes) {
      const { inside, path } = placeOf(folder, key);
      await mkdir(inside, { recursive: true, mode: 0o700 });
      const draft = `${path}.${randomBytes(6).toString("hex")}`;
      const file = await open(/* turbopackIgnore: true */ draft, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      // A new name is safe once its folder is, and a new folder once the one above it is.
      await syncFolder(inside);
      await syncFolder(folder);
    },
    async get(key) {
      try {
        return await readFile(placeOf(folder, key).path);
      } catch (error) {
        if (errorCode(error) === "ENOENT") return null;
        throw error;
      }
    },
    async remove(key) {
      const { inside } = placeOf(folder, key);
      for (const name of await namesIn(inside)) {
        if (name.startsWith(key)) await rm(join(inside, name), { force: true });
      }
    },
  };
}

function placeOf(folder: string, key: string): { inside: string; path: string } {
  if (!/^[\da-f]{32}$/.test(key)) throw new Error("This is no key of a photo.");
  const inside = join(folder, key.slice(0, 2));
  return { inside, path: join(inside, key) };
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
