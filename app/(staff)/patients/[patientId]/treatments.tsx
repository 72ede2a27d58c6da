import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Fold } from "@/components/ui/fold";
import type { PatientRecord, RecordedRecovery } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { absolute } from "@/lib/dates";
import { CLOSING_WORDS } from "@/lib/recovery/closing";
import { END_SOURCE_WORDS } from "@/lib/recovery/end-sources";
import type { WorklistFilters } from "@/lib/worklist/filters";
import { recordPath } from "./paths";

type TreatmentsProps = {
  actor: StaffActor;
  record: PatientRecord;
  shown: RecordedRecovery | null;
  zone: string;
  list: WorklistFilters | null;
};

/** Every treatment: the one shown and what is open at once, earlier ones at a touch. */
export function Treatments(props: TreatmentsProps) {
  const { record, shown } = props;
  const near = record.recoveries.filter(
    ({ recovery }) => recovery.open || recovery.id === shown?.recovery.id,
  );
  const earlier = record.recoveries.filter((each) => !near.includes(each));
  return (
    <Card heading="Treatments" headingId="treatments" flush>
      {record.recoveries.length === 0 ? (
        <EmptyState title="No treatment yet.">
          Treatments come with the clinic’s next import.
        </EmptyState>
      ) : null}
      <ul>
        {near.map((each) => (
          <Treatment key={each.recovery.id} each={each} {...props} />
        ))}
      </ul>
      {earlier.length > 0 ? (
        <Fold summary={`${earlier.length} earlier`} className="border-t px-4 py-2">
          <ul className="-mx-4">
            {earlier.map((each) => (
              <Treatment key={each.recovery.id} each={each} {...props} />
            ))}
          </ul>
        </Fold>
      ) : null}
    </Card>
  );
}

function Treatment({
  each: { recovery, treatment, closing, site },
  actor,
  record,
  shown,
  zone,
  list,
}: TreatmentsProps & { each: RecordedRecovery }) {
  const current = recovery.id === shown?.recovery.id;
  const { id } = record.patient;
  const corrections = record.treatmentCorrections.filter(
    ({ correction }) => correction.treatmentId === treatment.id,
  );
  const facts: (readonly [string, string | null])[] = [
    ["Area", treatment.area],
    ["Device", treatment.device],
    ["Radio frequency", treatment.rf === null ? null : treatment.rf ? "RF" : "no RF"],
    ["Depth", treatment.depthMm === null ? null : `${treatment.depthMm} mm`],
    ["Products", treatment.products],
    ["Lot", treatment.productLot],
    ["Practitioner", treatment.practitioner],
    ["Site", site],
  ];
  return (
    <li className="grid gap-1 border-t px-4 py-3 first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Link
          href={recordPath({ patientId: id, recovery: recovery.id, list })}
          prefetch={false}
          aria-current={current ? "true" : undefined}
          className={current ? "font-semibold" : "link"}
        >
          {treatment.serviceName}
        </Link>
        <span className="ml-auto text-12 text-muted">
          {recovery.open ? "Open" : closingWords(closing)}
        </span>
      </p>
      <p className="tabular-nums">
        Ended {absolute(treatment.endedAt, zone)}
        {treatment.endedAtSource === "recorded" ? null : (
          <span className="font-medium text-complication">
            {" "}
            · {END_SOURCE_WORDS[treatment.endedAtSource]}
          </span>
        )}
      </p>
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label} className="flex gap-1">
              <dt className="text-muted">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ),
        )}
      </dl>
      {corrections.map(({ correction, by }) => (
        <p key={correction.id} className="text-12 text-muted [overflow-wrap:anywhere]">
          Was <s>{absolute(new Date(correction.before.endedAt), zone)}</s>, corrected by {by},{" "}
          {absolute(correction.at, zone)}: {correction.reason}
        </p>
      ))}
      {may(actor.role, "correct treatment") ? (
        <p className="print:hidden">
          <ButtonLink
            href={`/patients/${id}/treatments/${treatment.id}${listSuffix(list)}`}
            size="small"
            variant="quiet"
            className="-ml-2"
          >
            Correct the time
            <span className="sr-only">
              {" "}
              of {treatment.serviceName}, {absolute(treatment.endedAt, zone)}
            </span>
          </ButtonLink>
        </p>
      ) : null}
    </li>
  );
}

function listSuffix(list: WorklistFilters | null): string {
  const [, query] = recordPath({ patientId: "", list }).split("?");
  return query ? `?${query}` : "";
}

function closingWords(closing: RecordedRecovery["closing"]): string {
  if (!closing) return "Closed";
  const words = closing.outcome === null ? "Closed" : CLOSING_WORDS[closing.outcome];
  return closing.by ? `${words}, ${closing.by}` : words;
}
