import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCheckInLink, verifyCheckInLink } from "@/db/mutations/check-in-links";
import { closeRecovery } from "@/db/mutations/closures";
import { mergePatients, unmergePatients } from "@/db/mutations/merges";
import {
  erasePhotos,
  keepPhoto,
  removeOldPhotos,
  removePhoto,
  type SentPhoto,
} from "@/db/mutations/photos";
import { findOwnRecovery } from "@/db/queries/own-recovery";
import { findPhoto, listPhotos, openPhoto } from "@/db/queries/photos";
import { NotPermitted, type PatientActor, ROLES } from "@/lib/actor";
import { folderStorage } from "@/lib/photos/folder-storage";
import { PHOTOS_A_DAY } from "@/lib/photos/photo-form";
import type { PhotoStorage } from "@/lib/photos/storage";
import {
  at,
  auditOf,
  contentOf,
  type Desk,
  NOW,
  openDesk,
  report,
  type Treated,
  treat,
  treatAgain,
} from "@/tests/support/care";
import { rolledBack, type ScratchDatabase, scratchDatabase } from "@/tests/support/database";

const DAYS = 24;
let scratch: ScratchDatabase;
let folder: string;
let storage: PhotoStorage;
let desk: Desk;
let somebody: Treated;
let patient: PatientActor;

beforeAll(async () => {
  scratch = await scratchDatabase();
});
afterAll(() => scratch.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "afterglow-photos-"));
  storage = folderStorage(folder);
  desk = await openDesk(scratch.owner);
  somebody = await treat(scratch.app, desk, { hoursAgo: 400 });
  patient = await holder(somebody.patientId);
  return () => rm(folder, { recursive: true });
});

async function holder(patientId: string, whose = desk): Promise<PatientActor> {
  const link = { patientId, token: randomUUID(), idempotencyKey: randomUUID() };
  const made = await createCheckInLink(whose.provider, link, at(-1), scratch.app);
  if (!made.ok) throw new Error(made.reason);
  const reference = { clinicId: whose.clinicId, linkId: made.linkId };
  const verified = await verifyCheckInLink(reference, "1990-05-17", at(-1), scratch.app);
  if (!verified.ok) throw new Error(verified.reason);
  return verified.actor;
}

function photoOf(more: Partial<SentPhoto> = {}): SentPhoto {
  return {
    jpeg: Buffer.from(`a picture ${randomUUID()}`),
    width: 1200,
    height: 1600,
    takenAt: null,
    consent: { care: true, teaching: false },
    idempotencyKey: randomUUID(),
    ...more,
  };
}

const send = (photo: SentPhoto, now = NOW, actor = patient, where = storage) =>
  keepPhoto(actor, { photo, storage: where }, now, scratch.app);

async function sent(more: Partial<SentPhoto> = {}, now = NOW, actor = patient): Promise<string> {
  const kept = await send(photoOf(more), now, actor);
  if (!kept.ok) throw new Error(kept.reason);
  return kept.photoId;
}

async function rowOf(photoId: string) {
  const { rows } = await scratch.owner.execute(sql`select * from photos where id = ${photoId}`);
  return rows[0]!;
}

async function allRows() {
  const found = await scratch.owner.execute<{ id: string; removed_reason: string | null }>(
    sql`select * from photos where clinic_id = ${desk.clinicId} order by received_at, id`,
  );
  return found.rows;
}

/** The names of all stored files. */
async function files(): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((each) => each.isFile()).map(({ name }) => name);
}

const list = (actor = desk.aesthetician, patientId = somebody.patientId) =>
  listPhotos(actor, patientId, scratch.app);

const erase = (now = NOW, where = storage) =>
  erasePhotos(desk.job, { storage: where }, now, scratch.app);

describe("a photo of the patient", () => {
  it("is kept with its report, each consent has its own instant, and it is audited once", async () => {
    const checkInId = await report(scratch.app, desk, somebody.patientId, { redness: 1 }, at(-1), {
      source: "patient",
    });
    const photo = photoOf({ takenAt: at(-2), consent: { care: true, teaching: true } });
    const kept = await send(photo);
    expect(kept).toMatchObject({ ok: true });
    const row = await rowOf(kept.ok ? kept.photoId : "");
    expect(row).toMatchObject({
      patient_id: somebody.patientId,
      check_in_id: checkInId,
      recovery_id: somebody.recoveryId,
      width: 1200,
      height: 1600,
      byte_count: photo.jpeg.byteLength,
      sha256: createHash("sha256").update(photo.jpeg).digest("hex"),
      removed_at: null,
    });
    for (const column of ["received_at", "stored_at", "consent_care_at", "consent_teaching_at"]) {
      expect(new Date(String(row[column])), column).toEqual(NOW);
    }
    expect(await storage.get(String(row.storage_key))).toEqual(photo.jpeg);
    expect((await auditOf(scratch.owner, somebody.patientId)).at(-1)).toEqual({
      action: "photo.send",
      actorId: patient.linkId,
      subjectId: row.id,
    });
    expect((await findOwnRecovery(patient, scratch.app))?.checkIns[0]?.photos).toBe(1);
  });

  it("without a second yes is for care only, and without a report of the last hours is of what heals", async () => {
    await report(scratch.app, desk, somebody.patientId, { redness: 1 }, at(-3), {
      source: "patient",
    });
    const row = await rowOf(await sent());
    expect(row).toMatchObject({
      check_in_id: null,
      recovery_id: somebody.recoveryId,
      consent_teaching_at: null,
    });
    await treatAgain(scratch.app, desk, somebody.patientId, { area: "neck", hoursAgo: 20 });
    expect(await rowOf(await sent())).toMatchObject({ recovery_id: null });
  });

  it("is kept once, however often and however many at once the form is sent", async () => {
    const photo = photoOf();
    const all = await Promise.all(Array.from({ length: 8 }, () => send(photo)));
    expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(all[0]).toMatchObject({ ok: true });
    expect(await send(photo, at(5))).toEqual(all[0]);
    expect(await allRows()).toHaveLength(1);
    expect(await files()).toHaveLength(1);
    const said = await auditOf(scratch.owner, somebody.patientId);
    expect(said.filter(({ action }) => action === "photo.send")).toHaveLength(1);
  });

  it("isn't taken for another patient's under the same key", async () => {
    const other = await holder((await treat(scratch.app, desk, { name: "Ben Ode" })).patientId);
    const photo = photoOf();
    await send(photo);
    expect(await send(photo, NOW, other)).toEqual({ ok: false, reason: "not_found" });
    expect(await allRows()).toHaveLength(1);
  });

  it("is one of a dozen in 24 hours", async () => {
    for (let n = 0; n < PHOTOS_A_DAY; n++) await sent({}, at(-23, n));
    expect(await send(photoOf())).toEqual({ ok: false, reason: "many" });
    expect(await send(photoOf(), at(1, PHOTOS_A_DAY))).toMatchObject({ ok: true });
  });

  it("goes to the record that a merged one has become part of", async () => {
    const { patientId: keptId } = await treat(scratch.app, desk, { name: "Anna Lopez" });
    const both = { keptId, mergedId: somebody.patientId, versions: { kept: 1, merged: 1 } };
    await mergePatients(desk.provider, { ...both, idempotencyKey: randomUUID() }, NOW, scratch.app);
    expect(await rowOf(await sent())).toMatchObject({ patient_id: keptId });
  });

  it("is sent by its patient alone", async () => {
    const input = { photo: photoOf(), storage };
    for (const actor of [...ROLES.map((role) => desk[role]), desk.job]) {
      await expect(keepPhoto(actor, input, NOW, scratch.app)).rejects.toThrow(NotPermitted);
    }
    expect(await files()).toEqual([]);
  });
});

describe("whatever breaks off", () => {
  const broken: PhotoStorage = {
    put: () => Promise.reject(new Error("The disk is full.")),
    get: () => Promise.reject(new Error("The disk is away.")),
    remove: () => Promise.reject(new Error("The disk is away.")),
  };

  it("a photo whose bytes can't be stored is nowhere, and comes whole when it is sent again", async () => {
    const photo = photoOf();
    await expect(send(photo, NOW, patient, broken)).rejects.toThrow("full");
    expect(await list()).toEqual([]);
    expect(await auditOf(scratch.owner, somebody.patientId)).not.toContainEqual(
      expect.objectContaining({ action: "photo.send" }),
    );
    const kept = await send(photo, at(0.1));
    expect(kept).toMatchObject({ ok: true });
    expect(await list()).toMatchObject([{ photoId: kept.ok && kept.photoId }]);
    expect(await allRows()).toHaveLength(1);
  });

  it("bytes that were stored before a crash are shown to nobody, and gone a day later", async () => {
    const photo = photoOf();
    const halfway: PhotoStorage = {
      ...storage,
      async put(key, bytes) {
        await storage.put(key, bytes);
        throw new Error("Killed.");
      },
    };
    await expect(send(photo, NOW, patient, halfway)).rejects.toThrow("Killed");
    expect(await files()).toHaveLength(1);
    const [row] = await allRows();
    expect(await openPhoto(desk.provider, row!.id, NOW, scratch.app)).toBeNull();
    expect(await erase(at(24))).toBe(0);
    expect(await files()).toHaveLength(1);
    expect(await erase(at(24, 1))).toBe(1);
    expect(await files()).toEqual([]);
    expect(await rowOf(row!.id)).toMatchObject({ removed_reason: "unfinished" });
    expect(await send(photo, at(25))).toEqual({ ok: false, reason: "lost" });
    expect(await list()).toEqual([]);
  });

  it("what can't be erased now is tried again, and keeps nothing else from going", async () => {
    const [one, two] = [await sent({}, at(-2)), await sent({}, at(-1))];
    for (const photoId of [one, two]) await remove(photoId);
    const stuck = (await rowOf(one)).storage_key;
    const sticky = {
      ...storage,
      remove: (key: string) => (key === stuck ? broken.remove(key) : storage.remove(key)),
    };
    await expect(erase(NOW, sticky)).rejects.toThrow("couldn't be erased");
    expect(await rowOf(one)).toMatchObject({ erased_at: null });
    expect((await rowOf(two)).erased_at).not.toBeNull();
    expect(await erase(at(1))).toBe(1);
    expect(await files()).toEqual([]);
    expect(await erase(at(2))).toBe(0);
  });
});

const remove = (photoId: string, actor = desk.provider, patientId = somebody.patientId) =>
  removePhoto(actor, { patientId, photoId, reason: "withdrawn" }, NOW, scratch.app);

describe("a photo that somebody removes", () => {
  it("is seen by nobody from then on, its bytes go, and the row says who and why", async () => {
    const photoId = await sent();
    expect(await remove(photoId)).toEqual({ ok: true });
    expect(await openPhoto(desk.provider, photoId, NOW, scratch.app)).toBeNull();
    const { patientId } = somebody;
    expect(await findPhoto(desk.provider, { patientId, photoId }, scratch.app)).toBeNull();
    expect(await list()).toMatchObject([{ removed: { at: NOW, reason: "withdrawn" } }]);
    expect(await erase()).toBe(1);
    expect(await files()).toEqual([]);
    expect(await rowOf(photoId)).toMatchObject({
      removed_by: desk.provider.staffId,
      removed_reason: "withdrawn",
      sha256: expect.stringMatching(/^[\da-f]{64}$/),
    });
    const said = (await auditOf(scratch.owner, patientId)).slice(-2);
    expect(said).toEqual([
      { action: "photo.remove", actorId: desk.provider.staffId, subjectId: photoId },
      { action: "photo.erase", actorId: desk.job.job, subjectId: photoId },
    ]);
  });

  it("doesn't come back when its form is sent again", async () => {
    const photo = photoOf();
    const kept = await send(photo);
    await remove(kept.ok ? kept.photoId : "");
    await erase();
    expect(await send(photo)).toEqual(kept);
    expect(await files()).toEqual([]);
  });

  it("isn't found in another patient's record, or before it has arrived", async () => {
    const photoId = await sent();
    const other = await treat(scratch.app, desk, { name: "Ben Ode" });
    expect(await remove(photoId, desk.provider, other.patientId)).toEqual({
      ok: false,
      reason: "not_found",
    });
    await scratch.owner.execute(sql`update photos set stored_at = null where id = ${photoId}`);
    expect(await remove(photoId)).toEqual({ ok: false, reason: "not_found" });
  });
});

describe("seeing photos", () => {
  it("is audited, each time", async () => {
    const photoId = await sent();
    const seen = await openPhoto(desk.aesthetician, photoId, at(1), scratch.app);
    expect(seen).toEqual({ storageKey: (await rowOf(photoId)).storage_key });
    await openPhoto(desk.aesthetician, photoId, at(1, 1), scratch.app);
    const said = (await auditOf(scratch.owner, somebody.patientId)).slice(-2);
    const look = {
      action: "photo.view",
      actorId: desk.aesthetician.staffId,
      subjectId: photoId,
    };
    expect(said).toEqual([look, look]);
  });

  it("happens in the order in which they were taken, with the ones beside each", async () => {
    const late = await sent({ takenAt: at(-1) }, at(-1));
    const early = await sent({ takenAt: at(-50) }, NOW);
    const middle = await sent({}, at(-2));
    expect((await list()).map(({ photoId }) => photoId)).toEqual([early, middle, late]);
    const { patientId } = somebody;
    const beside = async (photoId: string) => {
      const found = await findPhoto(desk.admin, { patientId, photoId }, scratch.app);
      return found && [found.before, found.after];
    };
    expect(await beside(middle)).toEqual([early, late]);
    expect(await beside(early)).toEqual([null, middle]);
    await remove(middle);
    expect(await beside(early)).toEqual([null, late]);
  });

  it("isn't for another clinic, nor for patients and jobs", async () => {
    const photoId = await sent();
    const elsewhere = await openDesk(scratch.owner);
    const before = await contentOf(scratch.owner);
    const { patientId } = somebody;
    for (const id of [photoId, randomUUID()]) {
      expect(await openPhoto(elsewhere.provider, id, NOW, scratch.app)).toBeNull();
      const asked = { patientId, photoId: id };
      expect(await findPhoto(elsewhere.provider, asked, scratch.app)).toBeNull();
    }
    expect(await list(elsewhere.provider)).toEqual([]);
    for (const actor of [patient, desk.job]) {
      expect(() => openPhoto(actor, photoId, NOW, scratch.app)).toThrow(NotPermitted);
      expect(() => listPhotos(actor, patientId, scratch.app)).toThrow(NotPermitted);
    }
    expect(await contentOf(scratch.owner)).toEqual(before);
  });
});

describe("photos whose time is over", () => {
  const expire = (now: Date) => removeOldPhotos(desk.job, now, scratch.app);

  async function close(recoveryId = somebody.recoveryId, now = NOW) {
    const { patientId } = somebody;
    const closing = { patientId, recoveryId, outcome: "healed" as const, note: null };
    const done = await closeRecovery(
      desk.provider,
      { ...closing, idempotencyKey: randomUUID() },
      now,
      scratch.app,
    );
    if (!done.ok) throw new Error(done.reason);
  }

  it("go so many days after the recovery was closed, and not a moment before", async () => {
    const photoId = await sent({}, at(-1));
    await scratch.owner.execute(
      sql`update clinics set photo_days = 30 where id = ${desk.clinicId}`,
    );
    await close();
    expect(await expire(at(30 * DAYS))).toBe(0);
    expect(await expire(at(30 * DAYS, 1))).toBe(1);
    expect(await rowOf(photoId)).toMatchObject({ removed_reason: "expired", removed_by: null });
    expect(await expire(at(31 * DAYS))).toBe(0);
    expect(await erase(at(31 * DAYS))).toBe(1);
    expect(await files()).toEqual([]);
  });

  it("stay for a year where the clinic says nothing else", async () => {
    await sent({}, at(-1));
    await close();
    expect(await expire(at(365 * DAYS))).toBe(0);
    expect(await expire(at(365 * DAYS, 1))).toBe(1);
  });

  it("stay while what they are of is open, whatever else was closed", async () => {
    const neck = await treatAgain(scratch.app, desk, somebody.patientId, {
      area: "neck",
      hoursAgo: 380,
    });
    await sent({}, at(-1));
    await close();
    expect(await expire(at(400 * DAYS))).toBe(0);
    await close(neck, at(200 * DAYS));
    expect(await expire(at(500 * DAYS))).toBe(0);
    expect(await expire(at(565 * DAYS, 1))).toBe(1);
  });

  it("don't wait for treatments that came after them", async () => {
    const area = { area: "neck", hoursAgo: 380 };
    const neck = await treatAgain(scratch.app, desk, somebody.patientId, area);
    await sent({}, at(-1));
    await close();
    await close(neck);
    await treatAgain(scratch.app, desk, somebody.patientId, { hoursAgo: -300 * DAYS });
    expect(await expire(at(366 * DAYS))).toBe(1);
  });

  it("that came after the closing have their own time", async () => {
    await close(undefined, at(-2 * DAYS));
    await sent({}, NOW);
    expect(await expire(at(365 * DAYS))).toBe(0);
    expect(await expire(at(365 * DAYS, 1))).toBe(1);
  });

  it("are of one clinic only", async () => {
    await sent({}, at(-1));
    await close();
    const elsewhere = await openDesk(scratch.owner);
    expect(await removeOldPhotos(elsewhere.job, at(999 * DAYS), scratch.app)).toBe(0);
    const there = { storage };
    expect(await erasePhotos(elsewhere.job, there, at(999 * DAYS), scratch.app)).toBe(0);
    expect(await files()).toHaveLength(1);
  });
});

describe("a merge", () => {
  it("takes photos along, and an undo brings back those that came over and those of their treatments", async () => {
    const { patientId: keptId, recoveryId } = await treat(scratch.app, desk, {
      name: "Anna Lopez",
      hoursAgo: 390,
    });
    const keptPatient = await holder(keptId);
    const own = await sent({}, at(-5), keptPatient);
    const came = await sent({}, at(-4));
    const ownerOf = async (photoId: string) => (await rowOf(photoId)).patient_id;
    const both = { keptId, mergedId: somebody.patientId, versions: { kept: 1, merged: 1 } };
    const merged = await mergePatients(
      desk.provider,
      { ...both, idempotencyKey: randomUUID() },
      at(-3),
      scratch.app,
    );
    if (!merged.ok) throw new Error(merged.reason);
    expect(await ownerOf(came)).toBe(keptId);
    expect((await list(desk.provider, keptId)).map(({ photoId }) => photoId)).toEqual([own, came]);

    const unsure = await sent({}, at(-2), keptPatient);
    const closing = { patientId: keptId, recoveryId, outcome: "healed" as const, note: null };
    const key = { idempotencyKey: randomUUID() };
    await closeRecovery(desk.provider, { ...closing, ...key }, at(-2), scratch.app);
    const only = await sent({}, at(-1.5), keptPatient);
    const checkIn = { recoveryId: somebody.recoveryId, source: "patient" } as const;
    await report(scratch.app, desk, keptId, { redness: 1 }, at(-1), checkIn);
    const named = await sent({}, NOW, keptPatient);
    await unmergePatients(desk.provider, { mergeId: merged.mergeId }, NOW, scratch.app);
    expect(await ownerOf(own)).toBe(keptId);
    expect(await ownerOf(unsure)).toBe(keptId);
    expect(await ownerOf(came)).toBe(somebody.patientId);
    expect(await ownerOf(only)).toBe(somebody.patientId);
    expect(await ownerOf(named)).toBe(somebody.patientId);
  });
});

describe("the table", () => {
  it("keeps what a photo was, whoever writes", async () => {
    const photoId = await sent();
    for (const change of [
      sql`delete from photos where id = ${photoId}`,
      sql`update photos set consent_teaching_at = now() where id = ${photoId}`,
      sql`update photos set storage_key = 'another' where id = ${photoId}`,
      sql`update photos set removed_at = now() where id = ${photoId}`,
      sql`update photos set erased_at = now() where id = ${photoId}`,
    ]) {
      await rolledBack(scratch.owner, (tx) => expect(tx.execute(change)).rejects.toThrow());
    }
  });
});
