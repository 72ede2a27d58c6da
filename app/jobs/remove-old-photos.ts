import { photoStorage } from "@/app/photo-storage";
import { erasePhotos, removeOldPhotos } from "@/db/mutations/photos";
import { listClinicsForRounds } from "@/db/queries/clinic-rounds";
import { logError } from "@/lib/log";

const job = "remove old photos";

/**
 * Removes, in every clinic, photos that were kept for as long as the clinic wants to, and erases what was
 * removed or never arrived whole. One clinic's failure stops no other.
 */
export async function removeAllOldPhotos(now: Date): Promise<void> {
  for (const clinicId of await listClinicsForRounds()) {
    try {
      await removeOldPhotos({ kind: "job", clinicId, job }, now);
    } catch (error) {
      logError("Old photos of a clinic could not be removed; the next round tries again.", error, {
        clinicId,
      });
    }
    await eraseRemovedPhotos(clinicId, now);
  }
}

/** Erases one clinic's removed photos. What can't be erased now is left for the next round. */
export async function eraseRemovedPhotos(clinicId: string, now: Date): Promise<void> {
  try {
    await erasePhotos({ kind: "job", clinicId, job }, { storage: photoStorage() }, now);
  } catch (error) {
    logError("A removed photo could not be erased; the next round tries again.", error, {
      clinicId,
    });
  }
}
