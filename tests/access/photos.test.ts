import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import type { StaffActor } from "@/lib/actor";
import { folderStorage } from "@/lib/photos/folder-storage";
import { ADDRESS_SECONDS, photoAddress } from "@/lib/photos/photo-address";
import { sessionCookieName } from "@/lib/sign-in/cookie";
import { type Desk, openDesk } from "@/tests/support/desk";
import { addHealthRows, type HealthRows } from "@/tests/support/health-rows";
import { HEIC, heavyPhoto, phonePhoto } from "@/tests/support/pictures";

let desk: Desk;
let data: string;
let staff: { ours: StaffActor; colleague: StaffActor; theirs: StaffActor };
let rows: { ours: HealthRows; theirs: HealthRows };
let jpeg: Buffer;

const { AFTERGLOW_DATA: dataBefore } = process.env;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "afterglow-photos-"));
  process.env.AFTERGLOW_DATA = data;
  desk = await openDesk();
  const now = new Date();
  const token = now.getTime().toString(36);
  const signedIn = async (clinicId: string, email: string) => {
    const person = await addStaff(desk.owner, now, { clinicId, role: "provider", email });
    return addSession(desk.owner, now, person);
  };
  const [clinicId, otherId] = [await addClinic(desk.owner, now), await addClinic(desk.owner, now)];
  staff = {
    ours: await signedIn(clinicId, `photo-ours-${token}@desk.example`),
    colleague: await signedIn(clinicId, `photo-colleague-${token}@desk.example`),
    theirs: await signedIn(otherId, `photo-theirs-${token}@desk.example`),
  };
  rows = {
    ours: await addHealthRows(desk.owner, clinicId, staff.ours.staffId, now, `p${token}ours`),
    theirs: await addHealthRows(desk.owner, otherId, staff.theirs.staffId, now, `p${token}theirs`),
  };
  jpeg = await heavyPhoto(300, 400);
  const storage = folderStorage(join(data, "photos"));
  for (const { photoId } of [rows.ours, rows.theirs]) {
    await storage.put(await keyOf(photoId), jpeg);
  }
}, 60_000);
afterAll(async () => {
  await desk?.stop();
  await rm(data, { recursive: true });
  if (dataBefore === undefined) delete process.env.AFTERGLOW_DATA;
  else process.env.AFTERGLOW_DATA = dataBefore;
});

async function keyOf(photoId: string): Promise<string> {
  const found = await desk.owner.execute<{ storage_key: string }>(
    sql`select storage_key from photos where id = ${photoId}`,
  );
  return found.rows[0]!.storage_key;
}

async function see(actor: StaffActor | null, address: string): Promise<Response> {
  const headers: Record<string, string> = { ...ALONE };
  if (actor) {
    const { clinicId, sessionId } = actor;
    const sealed = await encode({ token: { clinicId, sessionId }, secret: desk.secret });
    const name = sessionCookieName(desk.baseUrl.startsWith("https:"));
    headers.cookie = `${name}=${sealed}`;
  }
  return fetch(desk.baseUrl + address, { redirect: "manual", headers });
}

const addressFor = (actor: StaffActor, photoId: string, now = new Date()) =>
  photoAddress(actor, photoId, desk.secret, now);

async function looksAt(photoId: string): Promise<number> {
  const found = await desk.owner.execute<{ looks: number }>(
    sql`select count(*)::int as looks from audit_events
      where action = 'photo.view' and subject_id = ${photoId}`,
  );
  return found.rows[0]!.looks;
}

describe("the address of a photo", () => {
  it("shows it to whom it was given, is kept by nobody on the way, and each look is audited", async () => {
    const { photoId } = rows.ours;
    const before = await looksAt(photoId);
    const answer = await see(staff.ours, addressFor(staff.ours, photoId));
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(jpeg)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": expect.stringContaining("default-src 'self'"),
    });
    expect(await looksAt(photoId)).toBe(before + 1);
  });

  it("is nothing for anybody else, nor later, and leaves no look", async () => {
    const { photoId } = rows.ours;
    const before = await looksAt(photoId);
    const old = new Date(Date.now() - (ADDRESS_SECONDS + 1) * 1000);
    const wrong: [StaffActor | null, string, number][] = [
      [null, addressFor(staff.ours, photoId), 401],
      [staff.colleague, addressFor(staff.ours, photoId), 404],
      [staff.theirs, addressFor(staff.ours, photoId), 404],
      [staff.ours, addressFor(staff.ours, photoId, old), 404],
      [staff.ours, `/photos/${photoId}`, 404],
      [
        staff.ours,
        addressFor(staff.ours, photoId).replace(/.$/, (end) => (end === "A" ? "B" : "A")),
        404,
      ],
    ];
    for (const [actor, address, status] of wrong) {
      const answer = await see(actor, address);
      expect(answer.status).toBe(status);
      expect(answer.headers.get("cache-control")).toContain("no-store");
    }
    expect(await looksAt(photoId)).toBe(before);
  });

  it("of another clinic's photo is answered like one that never was, signed or not", async () => {
    const told: string[] = [];
    for (const photoId of [rows.theirs.photoId, randomUUID(), "no-id"]) {
      const answer = await see(staff.ours, addressFor(staff.ours, photoId));
      told.push(`${answer.status} ${await answer.text()}`);
    }
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toMatch(/^404 /);
    expect(await looksAt(rows.theirs.photoId)).toBe(0);
  });

  it("shows nothing once the photo is removed", async () => {
    const { photoId } = rows.ours;
    const address = addressFor(staff.ours, photoId);
    await desk.owner.execute(
      sql`update photos set removed_at = now(), removed_reason = 'withdrawn' where id = ${photoId}`,
    );
    expect((await see(staff.ours, address)).status).toBe(404);
    await desk.owner.execute(
      sql`update photos set removed_at = null, removed_reason = null where id = ${photoId}`,
    );
    expect((await see(staff.ours, address)).status).toBe(200);
  });
});

/** A large body takes seconds to make; a connection that was kept would be closed over it. */
const ALONE = { connection: "close" };

/** The cookie of a patient who has said the birth date. */
async function visit(linkToken: string): Promise<string> {
  const answer = await fetch(`${desk.baseUrl}/check-in/${linkToken}/open`, {
    method: "POST",
    redirect: "manual",
    headers: { ...ALONE, origin: desk.baseUrl },
    body: new URLSearchParams({ year: "1987", month: "6", day: "5", lang: "en" }),
  });
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
}

describe("a form of photos", () => {
  const key = () => randomUUID();

  async function send(
    body: BodyInit,
    headers: Record<string, string> = {},
    linkToken = rows.ours.linkToken,
  ): Promise<string> {
    const answer = await fetch(`${desk.baseUrl}/check-in/${linkToken}/photos?lang=en`, {
      method: "POST",
      redirect: "manual",
      headers: { ...ALONE, cookie: await visit(linkToken), origin: desk.baseUrl, ...headers },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    expect(answer.status).toBe(303);
    const to = new URL(answer.headers.get("location")!, desk.baseUrl);
    to.searchParams.delete("lang");
    return to.searchParams.toString();
  }

  function form(photos: readonly (readonly [string, Buffer])[], more: Record<string, string>) {
    const filled = new FormData();
    for (const [name, value] of Object.entries(more)) filled.append(name, value);
    for (const [name, bytes] of photos) {
      filled.append(name, new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }), "photo.jpg");
    }
    return filled;
  }

  const YES = { care: "yes" };
  const counts = async () => {
    const found = await desk.owner.execute<{ n: number }>(
      sql`select count(*)::int as n from photos where patient_id = ${rows.ours.patientId}`,
    );
    const stored = await readdir(join(data, "photos"), { recursive: true, withFileTypes: true });
    return [found.rows[0]!.n, stored.filter((each) => each.isFile()).length];
  };

  it("keeps what is good and says what isn't", async () => {
    const before = await counts();
    const sent = [
      ["photo-1", await phonePhoto()],
      ["photo-2", HEIC],
      ["photo-3", await heavyPhoto(500, 400)],
    ] as const;
    expect(await send(form(sent, { ...YES, key: key() }))).toBe("at=photos&got=2&problem=type&n=2");
    expect(await counts()).toEqual(before.map((each) => each + 2));
    const found = await desk.owner.execute<{ storage_key: string; width: number; height: number }>(
      sql`select * from photos where patient_id = ${rows.ours.patientId} and width = 300`,
    );
    const [kept] = found.rows;
    expect(kept).toMatchObject({ width: 300, height: 400 });
    const bytes = await folderStorage(join(data, "photos")).get(kept!.storage_key);
    expect((await sharp(bytes!).metadata()).exif).toBeUndefined();
    expect(bytes!.includes("Canary")).toBe(false);
  });

  it("keeps nothing without a yes, of nothing, or of what is broken", async () => {
    const before = await counts();
    const good = [["photo-1", await phonePhoto()]] as const;
    const cut = [["photo-2", (await heavyPhoto(900, 700)).subarray(0, 40_000)]] as const;
    const fake = [["photo-1", Buffer.from("\xff\xd8\xff<script>", "latin1")]] as const;
    const teaching = { teaching: "yes", key: key() };
    expect(await send(form(good, { key: key() }))).toBe("at=photos&problem=consent");
    expect(await send(form(good, teaching))).toBe("at=photos&problem=consent");
    expect(await send(form(good, { ...YES, key: "none" }))).toBe("at=photos&problem=lost");
    expect(await send(form([], { ...YES, key: key() }))).toBe("at=photos&problem=none");
    expect(await send(form(cut, { ...YES, key: key() }))).toBe("at=photos&problem=broken&n=2");
    expect(await send(form(fake, { ...YES, key: key() }))).toBe("at=photos&problem=broken&n=1");
    const nothing = [["photo-1", Buffer.alloc(0)]] as const;
    expect(await send(form(nothing, { ...YES, key: key() }))).toBe("at=photos&problem=broken&n=1");
    expect(await counts()).toEqual(before);
  });

  it("refuses what is too large, and doesn't hold it", async () => {
    const before = await counts();
    const large = Buffer.concat([await phonePhoto(), Buffer.alloc(50 * 1024 * 1024, 1)]);
    expect(await send(form([["photo-1", large]], { ...YES, key: key() }))).toBe(
      "at=photos&problem=large&n=1",
    );
    const larger = [
      ["photo-1", large],
      ["photo-2", large],
    ] as const;
    expect(await send(form(larger, { ...YES, key: key() }))).toBe("at=photos&problem=large");
    expect(await counts()).toEqual(before);
  });

  it("takes no fourth photo", async () => {
    const before = await counts();
    const photo = await heavyPhoto(120, 90);
    for (const name of ["photo-4", "photo-0", "photo", "elsewhere"]) {
      expect(await send(form([[name, photo]], { ...YES, key: key() }))).toBe(
        "at=photos&problem=none",
      );
    }
    expect(await counts()).toEqual(before);
  });

  it.each([
    ["ends inside a photo", `${part('name="photo-1"; filename="a.jpg"')}\xff\xd8\xff`],
    ["ends before it", part('name="photo-1"; filename="a.jpg"')],
  ])("that %s is answered and not kept", async (_, body) => {
    const before = await counts();
    const type = { "content-type": "multipart/form-data; boundary=x" };
    expect(await send(Buffer.from(body, "latin1"), type)).toBe("at=photos&problem=lost");
    expect(await counts()).toEqual(before);
  });

  it("of whoever didn't say the birth date leads back to it, and one of another site nowhere", async () => {
    const before = await counts();
    const body = () => form([], { ...YES, key: key() });
    expect(await send(body(), { cookie: "" })).toBe("");
    const answer = await fetch(`${desk.baseUrl}/check-in/${rows.ours.linkToken}/photos`, {
      method: "POST",
      headers: {
        ...ALONE,
        origin: "https://evil.example",
        cookie: await visit(rows.ours.linkToken),
      },
      body: body(),
    });
    expect(answer.status).toBe(403);
    expect(await counts()).toEqual(before);
  });
});

function part(head: string): string {
  return `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
}
