import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { v7 as uuidv7 } from "uuid";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { TreatmentTimeForm } from "@/components/record/treatment-time-form";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { findTreatmentToCorrect } from "@/db/queries/treatment-time";
import { absolute, fieldValue } from "@/lib/dates";
import { uuidOrNull } from "@/lib/forms/uuid";
import { dayAndHour } from "@/lib/recovery/clock";
import { END_SOURCE_WORDS } from "@/lib/recovery/end-sources";
import { filterQuery } from "@/lib/worklist/filters";
import { listPlace, recordPath } from "../../paths";
import { correctTime } from "./actions";

export const metadata: Metadata = { title: "Correct a treatment’s time" };

type Props = {
  params: Promise<{ patientId: string; treatmentId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function TreatmentTimePage({ params, searchParams }: Props) {
  const actor = await requireStaff();
  const asked = await params;
  const [patientId, treatmentId] = [uuidOrNull(asked.patientId), uuidOrNull(asked.treatmentId)];
  if (patientId === null || treatmentId === null) notFound();
  const now = new Date();
  const found = await orForbidden(actor, () =>
    findTreatmentToCorrect(actor, { patientId, treatmentId }, now),
  );
  if (!found) notFound();
  const list = listPlace((await searchParams).from);
  const { timeZone: zone } = actor.clinic;
  const { treatment, patientName, corrections } = found;
  const record = recordPath({ patientId, recovery: treatmentId, list });
  return (
    <div className="grid max-w-4xl gap-4">
      <p>
        <Link href={record} prefetch={false} className="link">
          ← {patientName}
        </Link>
      </p>
      <PageHeader
        title="Correct when the treatment ended"
        subtitle={[treatment.serviceName, treatment.area].filter(Boolean).join(" · ")}
      />
      <Card>
        <div className="grid gap-4">
          <p className="tabular-nums">
            Stands as {absolute(treatment.endedAt, zone)} (
            {END_SOURCE_WORDS[treatment.endedAtSource]}), {dayAndHour(treatment.endedAt, now, zone)}
            .
          </p>
          <TreatmentTimeForm
            action={correctTime.bind(
              null,
              patientId,
              treatmentId,
              list ? filterQuery(list).toString() : "",
            )}
            idempotencyKey={uuidv7()}
            version={treatment.version}
            endedAt={fieldValue(treatment.endedAt, zone)}
            zoneLabel={zone.replaceAll("_", " ")}
            cancelHref={record}
          />
        </div>
      </Card>
      {corrections.length > 0 ? (
        <Card heading="Corrected before" headingId="corrected">
          <ul className="grid gap-1">
            {corrections.map(({ correction, by }) => (
              <li key={correction.id} className="[overflow-wrap:anywhere]">
                <s>{absolute(new Date(correction.before.endedAt), zone)}</s> →{" "}
                {absolute(new Date(correction.after.endedAt), zone)}
                <span className="block text-12 text-muted">
                  {by}, {absolute(correction.at, zone)}: {correction.reason}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}
