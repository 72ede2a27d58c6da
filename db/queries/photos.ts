import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { writeAudit } from "@/db/mutations/audit";
import { patients, treatments } from "@/db/schema/care";
import { photos } from "@/db/schema/photos";
import { type Actor, requirePermission } from "@/lib/actor";
import type { PhotoRemoval } from "@/lib/photos/removal";

/** A photo as a record lists it. */
export type ListedPhoto = {
  photoId: string;
  checkInId: string | null;
  /** Null for all that was healing. */
  recoveryId: string | null;
  takenAt: Date | null;
  receivedAt: Date;
  /** In pixels. */
  width: number;
  height: number;
  /** The patient also said yes to teaching with it. */
  teaching: boolean;
  /** Why it can't be seen any more. */
  removed: { at: Date; reason: PhotoRemoval } | null;
};

/** The photos of a record, removed ones too, in the order in which they were taken. */
export function listPhotos(
  actor: Actor,
  patientId: string,
  database: Database = db,
): Promise<ListedPhoto[]> {
  requirePermission(actor, "see patient");
  return inClinic(actor, database, (tx) => readPhotos(tx, actor.clinicId, patientId));
}

async function readPhotos(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<ListedPhoto[]> {
  const found = await tx
    .select()
    .from(photos)
    .where(
      and(
        eq(photos.clinicId, clinicId),
        eq(photos.patientId, patientId),
        isNotNull(photos.storedAt),
      ),
    )
    .orderBy(sql`coalesce(${photos.takenAt}, ${photos.receivedAt})`, asc(photos.id));
  return found.map((photo) => ({
    photoId: photo.id,
    checkInId: photo.checkInId,
    recoveryId: photo.recoveryId,
    takenAt: photo.takenAt,
    receivedAt: photo.receivedAt,
    width: photo.width,
    height: photo.height,
    teaching: photo.consentTeachingAt !== null,
    removed:
      photo.removedAt && photo.removedReason
        ? { at: photo.removedAt, reason: photo.removedReason }
        : null,
  }));
}

/** A photo with what its page shows beside it; null when there is none to be seen in this record. */
export function findPhoto(
  actor: Actor,
  { patientId, photoId }: { patientId: string; photoId: string },
  database: Database = db,
) {
  requirePermission(actor, "see patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const all = await readPhotos(tx, clinicId, patientId);
    const seen = all.filter(({ removed }) => removed === null);
    const place = seen.findIndex((each) => each.photoId === photoId);
    const photo = seen[place];
    if (!photo) return null;
    const [patient] = await tx
      .select({ name: patients.name })
      .from(patients)
      .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)));
    const treated = await tx
      .select({ recoveryId: treatments.id, endedAt: treatments.endedAt })
      .from(treatments)
      .where(and(eq(treatments.clinicId, clinicId), eq(treatments.patientId, patientId)))
      .orderBy(desc(treatments.endedAt), asc(treatments.id));
    return {
      photo,
      patientName: patient?.name ?? "",
      /** Ids of the photos beside it in time. */
      before: seen[place - 1]?.photoId ?? null,
      after: seen[place + 1]?.photoId ?? null,
      /** Newest first. */
      treatments: treated,
    };
  });
}

/**
 * Where the bytes of a photo are, for whoever is about to see it; null when there is none to be seen. Each
 * time is a look, and audited.
 */
export function openPhoto(
  actor: Actor,
  photoId: string,
  now: Date,
  database: Database = db,
): Promise<{ storageKey: string } | null> {
  requirePermission(actor, "see patient");
  return inClinic(actor, database, async (tx) => {
    const [photo] = await tx
      .select({ patientId: photos.patientId, storageKey: photos.storageKey })
      .from(photos)
      .where(
        and(
          eq(photos.clinicId, actor.clinicId),
          eq(photos.id, photoId),
          isNotNull(photos.storedAt),
          isNull(photos.removedAt),
        ),
      );
    if (!photo) return null;
    const { patientId, storageKey } = photo;
    await writeAudit(tx, actor, { action: "photo.view", patientId, subjectId: photoId }, now);
    return { storageKey };
  });
}
