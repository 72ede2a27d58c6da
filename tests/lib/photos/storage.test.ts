import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPhotoStorage } from "@/lib/photos/open-storage";
import { newStorageKey, type PhotoStorage } from "@/lib/photos/storage";
import { type S3Server, startS3 } from "@/tests/support/s3-server";

const KEYS = { keyId: "AKDESK", secret: "a secret / with + signs", region: "eu-central-1" };
let folder: string;
let s3: S3Server;
let kinds: Record<"a folder" | "a bucket", PhotoStorage>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afterglow-photos-"));
  s3 = await startS3(KEYS);
  kinds = {
    "a folder": openPhotoStorage({ folder: join(folder, "photos") }),
    "a bucket": openPhotoStorage({ url: s3.url, ...KEYS }),
  };
});
afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true });
});

describe.each(["a folder", "a bucket"] as const)("%s", (kind) => {
  it("gives back what was put, byte by byte, and nothing once it is removed", async () => {
    const storage = kinds[kind];
    const [key, other] = [newStorageKey(), newStorageKey()];
    const bytes = randomBytes(300_000);
    expect(await storage.get(key)).toBeNull();
    await storage.put(key, bytes);
    await storage.put(other, Buffer.from("another"));
    expect((await storage.get(key))?.equals(bytes)).toBe(true);
    await storage.put(key, Buffer.from("anew"));
    expect(String(await storage.get(key))).toBe("anew");
    await storage.remove(key);
    await storage.remove(key);
    expect(await storage.get(key)).toBeNull();
    expect(String(await storage.get(other))).toBe("another");
  });

  it("holds one of two that are put at once, whole", async () => {
    const storage = kinds[kind];
    const key = newStorageKey();
    const all = ["a", "b", "c", "d"].map((letter) => Buffer.alloc(200_000, letter));
    await Promise.all(all.map((each) => storage.put(key, each)));
    const kept = await storage.get(key);
    expect(all.some((each) => kept?.equals(each))).toBe(true);
  });
});

describe("a folder", () => {
  it("can be read by nobody but its own user", async () => {
    const key = newStorageKey();
    await kinds["a folder"].put(key, Buffer.from("skin"));
    const inside = join(folder, "photos", key.slice(0, 2));
    expect((await stat(join(inside, key))).mode & 0o777).toBe(0o600);
    expect((await stat(inside)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, "photos"))).mode & 0o777).toBe(0o700);
  });

  it("removes what a crash has left of a photo, too", async () => {
    const key = newStorageKey();
    await kinds["a folder"].put(key, Buffer.from("skin"));
    const inside = join(folder, "photos", key.slice(0, 2));
    await writeFile(join(inside, `${key}.0123456789ab`), "sk");
    await kinds["a folder"].remove(key);
    expect((await readdir(inside)).filter((name) => name.startsWith(key))).toEqual([]);
  });

  it.each(["../secret", "", "x".repeat(32), `${"a".repeat(32)}/..`])(
    "looks nowhere else: %j",
    async (key) => {
      const storage = kinds["a folder"];
      await expect(storage.get(key)).rejects.toThrow("no key");
      await expect(storage.put(key, Buffer.from("x"))).rejects.toThrow("no key");
      await expect(storage.remove(key)).rejects.toThrow("no key");
    },
  );

  it("says so when it can't be written", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const storage = openPhotoStorage({ folder: join(file, "photos") });
    await expect(storage.put(newStorageKey(), Buffer.from("x"))).rejects.toThrow();
  });
});

describe("a bucket", () => {
  it("is tried again when it fails in passing", async () => {
    const key = newStorageKey();
    s3.failNext(1);
    await kinds["a bucket"].put(key, Buffer.from("skin"));
    s3.failNext(1);
    expect(String(await kinds["a bucket"].get(key))).toBe("skin");
    expect(s3.answers.slice(-4)).toEqual(["PUT 503", "PUT 200", "GET 503", "GET 200"]);
  });

  it("says so when it stays away", async () => {
    s3.failNext(9);
    await expect(kinds["a bucket"].put(newStorageKey(), Buffer.from("x"))).rejects.toThrow("503");
    s3.failNext(0);
  });

  it.each([
    ["secret", { secret: "another" }],
    ["key id", { keyId: "AKOTHER" }],
    ["region", { region: "us-east-1" }],
  ])("refuses another %s, and that is no photo that isn't there", async (_, wrong) => {
    const key = newStorageKey();
    await kinds["a bucket"].put(key, Buffer.from("skin"));
    const stranger = openPhotoStorage({ url: s3.url, ...KEYS, ...wrong });
    await expect(stranger.get(key)).rejects.toThrow("403");
    await expect(stranger.put(key, Buffer.from("x"))).rejects.toThrow("403");
    await expect(stranger.remove(key)).rejects.toThrow("403");
    expect(String(await kinds["a bucket"].get(key))).toBe("skin");
  });

  it("keeps objects under the bucket, with a slash after its address or without", async () => {
    const key = newStorageKey();
    await openPhotoStorage({ url: `${s3.url}/`, ...KEYS }).put(key, Buffer.from("skin"));
    expect(s3.objects.has(`/photos/${key}`)).toBe(true);
  });
});

it("keys say nothing and never come twice", () => {
  const keys = Array.from({ length: 1000 }, newStorageKey);
  expect(new Set(keys).size).toBe(1000);
  for (const key of keys) expect(key).toMatch(/^[\da-f]{32}$/);
});
