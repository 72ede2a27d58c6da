import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { ConfirmForm } from "@/components/record/confirm-form";
import { SignedPhoto } from "@/components/record/signed-photo";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fold } from "@/components/ui/fold";
import { Select } from "@/components/ui/select";
import { findPhoto } from "@/db/queries/photos";
import { may } from "@/lib/actor";
import { absolute } from "@/lib/dates";
import { authSecret } from "@/lib/env";
import { uuidOrNull } from "@/lib/forms/uuid";
import { photoAddress } from "@/lib/photos/photo-address";
import { photoHour, photoStamp } from "@/lib/photos/photo-hour";
import { PHOTO_REMOVAL_WORDS, STAFF_REMOVALS } from "@/lib/photos/removal";
import { filterQuery } from "@/lib/worklist/filters";
import { listPlace, photoPath, recordPath } from "../../paths";
import { removePatientPhoto } from "./actions";

export const metadata: Metadata = { title: "Photo" };

type Props = {
  params: Promise<{ patientId: string; photoId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** One photo as large as the screen lets it be, with the ones before and after it a key away. */
export default async function PhotoPage({ params, searchParams }: Props) {
  const actor = await requireStaff();
  const asked = await params;
  const [patientId, photoId] = [uuidOrNull(asked.patientId), uuidOrNull(asked.photoId)];
  if (patientId === null || photoId === null) notFound();
  const found = await orForbidden(actor, () => findPhoto(actor, { patientId, photoId }));
  if (!found) notFound();
  const now = new Date();
  const query = await searchParams;
  const list = listPlace(query.from);
  const from = list ? filterQuery(list).toString() : "";
  const { timeZone: zone } = actor.clinic;
  const { photo, patientName, before, after, treatments } = found;
  const wanted = uuidOrNull(query.recovery) ?? photo.recoveryId;
  const treatment =
    treatments.find(({ recoveryId }) => recoveryId === wanted) ??
    treatments.find(({ endedAt }) => endedAt <= photo.receivedAt) ??
    null;
  const recovery = treatment?.recoveryId ?? null;
  const hour = treatment && photoHour(treatment.endedAt, photo);
  const stamp = treatment && photoStamp(treatment.endedAt, photo, zone);
  const other = (id: string) => photoPath({ patientId, photoId: id, recovery, from });
  return (
    <div className="grid max-w-4xl gap-4">
      <p>
        <Link
          href={`${recordPath({ patientId, recovery, list })}#photos`}
          prefetch={false}
          className="link"
        >
          ← {patientName}
        </Link>
      </p>
      <PageHeader
        title={stamp === null ? "Photo" : `Photo, ${stamp}`}
        subtitle={[
          photo.takenAt && `Taken ${absolute(photo.takenAt, zone)} by the phone’s clock`,
          `Sent ${absolute(photo.receivedAt, zone)}`,
          photo.teaching ? "May be shown for teaching, without the name" : "For care only",
        ]
          .filter(Boolean)
          .join(" · ")}
        actions={
          <>
            {before ? <ButtonLink href={other(before)}>← Earlier photo</ButtonLink> : null}
            {after ? <ButtonLink href={other(after)}>Later photo →</ButtonLink> : null}
          </>
        }
      />
      <SignedPhoto
        key={photoId}
        src={photoAddress(actor, photoId, authSecret(), now)}
        alt={hour === null ? "Photo of the treated skin" : `Photo at ${hour}`}
        width={photo.width}
        height={photo.height}
        className="h-auto max-h-[80dvh] w-auto max-w-full rounded-card border bg-sunken"
      />
      {may(actor.role, "remove photo") ? (
        <Card>
          <Fold summary={<h2 className="text-16 font-semibold">Remove this photo</h2>}>
            <ConfirmForm
              action={removePatientPhoto.bind(null, patientId, photoId, from)}
              label="Remove this photo"
              button="Remove for good"
              danger
            >
              <p className="max-w-prose">
                It is erased now and can’t be brought back. That there was one, and why it went,
                stays in the record.
              </p>
              <label className="grid gap-1">
                <span className="font-medium">Why</span>
                <Select name="reason" defaultValue="" required>
                  <option value="">Choose…</option>
                  {STAFF_REMOVALS.map((reason) => (
                    <option key={reason} value={reason}>
                      {PHOTO_REMOVAL_WORDS[reason]}
                    </option>
                  ))}
                </Select>
              </label>
            </ConfirmForm>
          </Fold>
        </Card>
      ) : null}
    </div>
  );
}
