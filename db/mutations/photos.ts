import { createHash } from "node:crypto";
import { and, asc, count, desc, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { readReported } from "@/db/reported-recoveries";
import { checkIns } from "@/db/schema/care";
import { clinics } from "@/db/schema/clinic";
import { photos } from "@/db/schema/photos";
import { type Actor, type JobActor, requirePermission } from "@/lib/actor";
import { DRAFT_HOURS } from "@/lib/check-in/own-report";
import { PHOTOS_A_DAY } from "@/lib/photos/photo-form";
import { type PhotoRemoval, type StaffRemoval, UNFINISHED_HOURS } from "@/lib/photos/removal";
import { newStorageKey, type PhotoStorage } from "@/lib/photos/storage";
import { writeAudit } from "./audit";
import { lockPatient, lockStanding } from "./check-ins";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type SentPhoto = {
  /** Cleaned: what is kept, byte by byte. */
  jpeg: Uint8Array;
  /** In pixels. */
  width: number;
  height: number;
  takenAt: Date | null;
  /** What the patient said yes to; without care there is nothing to keep. */
  consent: { care: true; teaching: boolean };
  idempotencyKey: string;
};

export type KeepPhotoResult =
  | { ok: true; photoId: string }
  /** `many`: as many as one day may bring are here. `lost`: it never arrived whole, and was given up. */
  | { ok: false; reason: "not_found" | "many" | "lost" };

/**
 * Keeps a photo that the patient sent, with the report of the last two hours if there is one. The row is
 * written first and names the key, then the bytes are stored, then the row says so: whatever breaks off in
 * between is found by its row. The same key again goes on from there, or answers as the first time did.
 */
export async function keepPhoto(
  actor: Actor,
  { photo, storage }: { photo: SentPhoto; storage: PhotoStorage },
  now: Date,
  database: Database = db,
): Promise<KeepPhotoResult> {
  requirePermission(actor, "report own check-in");
  const begun = await inClinic(actor, database, async (tx): Promise<Begun> => {
    const { clinicId, patientId } = actor;
    const standingId = await lockStanding(tx, clinicId, patientId);
    if (standingId === null) return { ok: false, reason: "not_found" };
    const [again] = await tx
      .select()
      .from(photos)
      .where(and(eq(photos.clinicId, clinicId), eq(photos.idempotencyKey, photo.idempotencyKey)));
    if (again && again.patientId !== standingId) return { ok: false, reason: "not_found" };
    if (again?.storedAt) return { ok: true, photoId: again.id, patientId: standingId, key: null };
    if (again?.removedAt) return { ok: false, reason: "lost" };
    if (again) {
      return { ok: true, photoId: again.id, patientId: standingId, key: again.storageKey };
    }
    return beginPhoto(tx, clinicId, standingId, photo, now);
  });
  if (!begun.ok) return begun;
  const { photoId, patientId, key } = begun;
  if (key === null) return { ok: true, photoId };
  await storage.put(key, photo.jpeg);
  await inClinic(actor, database, async (tx) => {
    const stored = await tx
      .update(photos)
      .set({ storedAt: now })
      .where(
        and(
          eq(photos.clinicId, actor.clinicId),
          eq(photos.id, photoId),
          isNull(photos.storedAt),
          isNull(photos.removedAt),
        ),
      )
      .returning({ id: photos.id });
    // Sent twice at once: the other one has said so.
    if (stored.length === 0) return;
    await writeAudit(
      tx,
      actor,
      {
        action: "photo.send",
        patientId,
        subjectId: photoId,
        details: { teaching: photo.consent.teaching },
      },
      now,
    );
  });
  return { ok: true, photoId };
}

/** `key`: where the bytes go; null when they are there already. */
type Begun =
  | { ok: true; photoId: string; patientId: string; key: string | null }
  | Extract<KeepPhotoResult, { ok: false }>;

async function beginPhoto(
  tx: Database,
  clinicId: string,
  patientId: string,
  { jpeg, consent, ...photo }: SentPhoto,
  now: Date,
): Promise<Begun> {
  const healing = await readReported(tx, clinicId, patientId, null);
  if (healing.length === 0) return { ok: false, reason: "not_found" };
  const [lately] = await tx
    .select({ photos: count() })
    .from(photos)
    .where(
      and(
        eq(photos.clinicId, clinicId),
        eq(photos.patientId, patientId),
        gt(photos.receivedAt, new Date(now.getTime() - DAY)),
      ),
    );
  if (lately!.photos >= PHOTOS_A_DAY) return { ok: false, reason: "many" };
  const [report] = await tx
    .select({ id: checkIns.id, recoveryId: checkIns.recoveryId })
    .from(checkIns)
    .where(
      and(
        eq(checkIns.clinicId, clinicId),
        eq(checkIns.patientId, patientId),
        eq(checkIns.source, "patient"),
        isNull(checkIns.withdrawnAt),
        gt(checkIns.recordedAt, new Date(now.getTime() - DRAFT_HOURS * HOUR)),
      ),
    )
    .orderBy(desc(checkIns.recordedAt), desc(checkIns.id))
    .limit(1);
  const only = healing.length === 1 ? healing[0]!.id : null;
  const [photoId, key] = [uuidv7(), newStorageKey()];
  await tx.insert(photos).values({
    ...photo,
    clinicId,
    id: photoId,
    patientId,
    checkInId: report?.id ?? null,
    recoveryId: report ? report.recoveryId : only,
    receivedAt: now,
    byteCount: jpeg.byteLength,
    sha256: createHash("sha256").update(jpeg).digest("hex"),
    consentCareAt: now,
    consentTeachingAt: consent.teaching ? now : null,
    storageKey: key,
  });
  return { ok: true, photoId, patientId, key };
}

/**
 * Takes a photo out of a record, for a reason of the closed list: nobody sees it from now on, and its bytes
 * are due to be erased. A second time changes nothing.
 */
export async function removePhoto(
  actor: Actor,
  { patientId, photoId, reason }: { patientId: string; photoId: string; reason: StaffRemoval },
  now: Date,
  database: Database = db,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  requirePermission(actor, "remove photo");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const [photo] = await tx
      .select({ removedAt: photos.removedAt })
      .from(photos)
      .where(
        and(
          eq(photos.clinicId, clinicId),
          eq(photos.patientId, patientId),
          eq(photos.id, photoId),
          isNotNull(photos.storedAt),
        ),
      );
    if (!photo) return { ok: false, reason: "not_found" };
    if (photo.removedAt !== null) return { ok: true };
    await markRemoved(tx, clinicId, photoId, { reason, by: actor.staffId }, now);
    await writeAudit(
      tx,
      actor,
      { action: "photo.remove", patientId, subjectId: photoId, details: { reason } },
      now,
    );
    return { ok: true };
  });
}

/** A round takes so many; the next one goes on. */
const ROUND = 200;

/**
 * Removes the photos of one clinic whose time is over: so many days after they came and after everything that
 * they may be of was closed. What is open, or was opened again, keeps its photos. Returns how many.
 */
export async function removeOldPhotos(
  actor: JobActor,
  now: Date,
  database: Database = db,
): Promise<number> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const [clinic] = await tx
      .select({ days: clinics.photoDays })
      .from(clinics)
      .where(eq(clinics.id, clinicId));
    const before = new Date(now.getTime() - clinic!.days * DAY);
    const since = before.toISOString();
    const old = await tx
      .select({ id: photos.id, patientId: photos.patientId })
      .from(photos)
      .where(
        and(
          eq(photos.clinicId, clinicId),
          isNotNull(photos.storedAt),
          isNull(photos.removedAt),
          lt(photos.receivedAt, before),
          sql`not exists (select from recoveries r
            join treatments t on t.clinic_id = ${clinicId} and t.id = r.id
            where r.clinic_id = ${clinicId} and r.patient_id = ${photos.patientId}
              and (r.id = ${photos.recoveryId} or ${photos.recoveryId} is null)
              and t.ended_at <= ${photos.receivedAt}
              and (r.open or exists (select from closures c where c.clinic_id = ${clinicId}
                and c.recovery_id = r.id and c.at >= ${since})))`,
        ),
      )
      .orderBy(asc(photos.receivedAt), asc(photos.id))
      .limit(ROUND)
      .for("update");
    for (const { id, patientId } of old) {
      await markRemoved(tx, clinicId, id, { reason: "expired", by: null }, now);
      const details = { reason: "expired" };
      await writeAudit(
        tx,
        actor,
        { action: "photo.remove", patientId, subjectId: id, details },
        now,
      );
    }
    return old.length;
  });
}

/**
 * Erases the bytes of removed photos of one clinic, and of those that never arrived whole. What can't be
 * erased now is tried again in the next round, and throws once the others are gone. Returns how many are gone.
 */
export async function erasePhotos(
  actor: JobActor,
  { storage }: { storage: PhotoStorage },
  now: Date,
  database: Database = db,
): Promise<number> {
  await giveUpUnfinished(actor, now, database);
  const due = await inClinic(actor, database, (tx) =>
    tx
      .select({ id: photos.id, patientId: photos.patientId, key: photos.storageKey })
      .from(photos)
      .where(
        and(
          eq(photos.clinicId, actor.clinicId),
          isNotNull(photos.removedAt),
          isNull(photos.erasedAt),
        ),
      )
      .orderBy(asc(photos.receivedAt), asc(photos.id))
      .limit(ROUND),
  );
  const left: unknown[] = [];
  for (const { id, patientId, key } of due) {
    try {
      await storage.remove(key);
    } catch (error) {
      // One that can't go keeps no other from going.
      left.push(error);
      continue;
    }
    await inClinic(actor, database, async (tx) => {
      const erased = await tx
        .update(photos)
        .set({ erasedAt: now })
        .where(and(eq(photos.clinicId, actor.clinicId), eq(photos.id, id), isNull(photos.erasedAt)))
        .returning({ id: photos.id });
      if (erased.length === 0) return;
      await writeAudit(tx, actor, { action: "photo.erase", patientId, subjectId: id }, now);
    });
  }
  if (left.length > 0) throw new AggregateError(left, "Some photos couldn't be erased.");
  return due.length;
}

function giveUpUnfinished(actor: JobActor, now: Date, database: Database): Promise<void> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const unfinished = await tx
      .select({ id: photos.id, patientId: photos.patientId })
      .from(photos)
      .where(
        and(
          eq(photos.clinicId, clinicId),
          isNull(photos.storedAt),
          isNull(photos.removedAt),
          lt(photos.receivedAt, new Date(now.getTime() - UNFINISHED_HOURS * HOUR)),
        ),
      )
      .limit(ROUND)
      .for("update");
    for (const { id, patientId } of unfinished) {
      await markRemoved(tx, clinicId, id, { reason: "unfinished", by: null }, now);
      const details = { reason: "unfinished" };
      await writeAudit(
        tx,
        actor,
        { action: "photo.remove", patientId, subjectId: id, details },
        now,
      );
    }
  });
}

async function markRemoved(
  tx: Database,
  clinicId: string,
  photoId: string,
  { reason, by }: { reason: PhotoRemoval; by: string | null },
  now: Date,
): Promise<void> {
  await tx
    .update(photos)
    .set({ removedAt: now, removedBy: by, removedReason: reason })
    .where(and(eq(photos.clinicId, clinicId), eq(photos.id, photoId), isNull(photos.removedAt)));
}
