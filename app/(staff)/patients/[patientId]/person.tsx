import { IdentityForm } from "@/components/record/identity-form";
import { Card } from "@/components/ui/card";
import type { PatientRecord } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { absolute, fieldValue } from "@/lib/dates";
import {
  IDENTITY_FIELDS,
  IDENTITY_WORDS,
  type IdentityField,
  identityText,
  type PatientIdentity,
} from "@/lib/patients/identity";
import type { Stored } from "@/lib/stored-json";
import { correctPerson } from "./person-actions";

/** What is known of the person, its corrections with who and why, and the form for the next one. */
export function Person({
  actor,
  record,
  zone,
  from,
}: {
  actor: StaffActor;
  record: PatientRecord;
  zone: string;
  from: string;
}) {
  const { patient, corrections } = record;
  const until = patient.doNotContactUntil;
  return (
    <Card heading="Person" headingId="person">
      <div className="grid gap-3">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
          {IDENTITY_FIELDS.map((field) => (
            <div key={field} className="contents">
              <dt className="text-muted">{IDENTITY_WORDS[field]}</dt>
              <dd className="[overflow-wrap:anywhere]">{identityText(patient, field, zone)}</dd>
            </div>
          ))}
        </dl>
        {corrections.length > 0 ? (
          <ul className="grid gap-1 text-12 text-muted">
            {corrections.map(({ correction, by }) => (
              <li key={correction.id} className="[overflow-wrap:anywhere]">
                {replaced(correction.before, zone).map(({ field, was }) => (
                  <span key={field}>
                    {IDENTITY_WORDS[field]} was <s>{was}</s>,{" "}
                  </span>
                ))}
                corrected by {by}, {absolute(correction.at, zone)}: {correction.reason}
              </li>
            ))}
          </ul>
        ) : null}
        {may(actor.role, "correct patient") ? (
          <div className="print:hidden">
            <IdentityForm
              action={correctPerson.bind(null, patient.id, from)}
              version={patient.version}
              name={patient.name}
              birthOn={patient.birthOn}
              language={patient.language}
              risks={patient.risks}
              consentToContact={patient.consentToContact}
              doNotContactUntil={until && fieldValue(until, zone).slice(0, 10)}
            />
          </div>
        ) : null}
      </div>
    </Card>
  );
}

/** The parts that a correction replaced, as they were. */
function replaced(
  before: Stored<Partial<PatientIdentity>>,
  zone: string,
): { field: IdentityField; was: string }[] {
  const { doNotContactUntil: until } = before;
  const identity: PatientIdentity = {
    name: before.name ?? "",
    birthOn: before.birthOn ?? null,
    language: before.language ?? "en",
    risks: before.risks ?? [],
    consentToContact: before.consentToContact ?? true,
    doNotContactUntil: until ? new Date(until) : null,
  };
  return IDENTITY_FIELDS.filter((field) => field in before).map((field) => ({
    field,
    was: identityText(identity, field, zone),
  }));
}
