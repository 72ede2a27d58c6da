import { PhotoStrip } from "@/components/record/photo-strip";
import type { PatientRecord, RecordedRecovery } from "@/db/queries/patient-record";
import { type ListedPhoto, listPhotos } from "@/db/queries/photos";
import type { StaffActor } from "@/lib/actor";
import { absolute, momentOf } from "@/lib/dates";
import { authSecret } from "@/lib/env";
import { photoAddress } from "@/lib/photos/photo-address";
import { photoHour, photoStamp, shownAt } from "@/lib/photos/photo-hour";
import { PHOTO_REMOVAL_WORDS } from "@/lib/photos/removal";
import { photoPath } from "./paths";
import type { Reading } from "./shown";

/** What the patient sent of the recovery that is shown; nothing at all where there never was a photo. */
export async function RecoveryPhotos({
  actor,
  record,
  shown,
  reading: { now, zone },
  from,
}: {
  actor: StaffActor;
  record: PatientRecord;
  shown: RecordedRecovery;
  reading: Reading;
  from: string;
}) {
  const { id: patientId } = record.patient;
  const { endedAt } = shown.treatment;
  const photos = (await listPhotos(actor, patientId)).filter((photo) =>
    recoveriesOf(record, photo).includes(shown),
  );
  if (photos.length === 0) return null;
  return (
    <PhotoStrip
      photos={photos
        .filter(({ removed }) => removed === null)
        .map((photo) => {
          const { photoId, width, height } = photo;
          const hour = photoHour(endedAt, photo);
          return {
            photoId,
            src: photoAddress(actor, photoId, authSecret(), now),
            href: photoPath({ patientId, photoId, recovery: shown.recovery.id, from }),
            name: hour === null ? "Photo from before the treatment" : `Photo at ${hour}`,
            dayAndHour: photoStamp(endedAt, photo, zone),
            at: momentOf(shownAt(photo), now, zone),
            width,
            height,
          };
        })}
      removed={photos.flatMap(({ photoId, receivedAt, removed }) => {
        if (removed === null) return [];
        const [came, went] = [absolute(receivedAt, zone), absolute(removed.at, zone)];
        const why = PHOTO_REMOVAL_WORDS[removed.reason];
        return [{ photoId, text: `A photo sent ${came} was removed ${went}. ${why}.` }];
      })}
    />
  );
}

/** Of which recoveries a photo is: as its report; without one, of what had been treated when it came. */
function recoveriesOf({ recoveries }: PatientRecord, photo: ListedPhoto): RecordedRecovery[] {
  const { recoveryId, checkInId, receivedAt } = photo;
  if (recoveryId !== null) return recoveries.filter(({ recovery }) => recovery.id === recoveryId);
  const counting = recoveries.filter((each) => checkInId && each.counting.includes(checkInId));
  if (counting.length > 0) return counting;
  return recoveries.filter(({ treatment }) => treatment.endedAt <= receivedAt);
}
