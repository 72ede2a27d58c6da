import { ConfirmForm } from "@/components/record/confirm-form";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fold } from "@/components/ui/fold";
import type { PatientRecord } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { absolute } from "@/lib/dates";
import { likenessWords } from "@/lib/patients/merge";
import { undoRecordMerge } from "./merge/[otherId]/actions";

/** Records that look like the same person's. Nobody is ever merged by the desk itself. */
export function Lookalikes({ actor, record }: { actor: StaffActor; record: PatientRecord }) {
  const { patient, lookalikes } = record;
  if (lookalikes.length === 0) return null;
  return (
    <Alert tone="warning" live={false} title="Looks like the same person">
      <ul className="grid gap-1">
        {lookalikes.map((other) => (
          <li key={other.patientId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              {other.name}
              {other.birthOn ? `, born ${other.birthOn}` : ""}: {likenessWords(other)}.
            </span>
            {may(actor.role, "merge patients") ? (
              <ButtonLink href={`/patients/${patient.id}/merge/${other.patientId}`} size="small">
                Compare the two<span className="sr-only">: {other.name}</span>
              </ButtonLink>
            ) : (
              <ButtonLink href={`/patients/${other.patientId}`} size="small">
                Open the other<span className="sr-only">: {other.name}</span>
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
      {may(actor.role, "merge patients") ? null : (
        <p className="mt-1">A provider or manager can make one record of them.</p>
      )}
    </Alert>
  );
}

type Merge = PatientRecord["merges"][number];

/** Other records that are part of this one, or were, each with who did it; the newest can be undone. */
export function MergedRecords({
  actor,
  record,
  zone,
}: {
  actor: StaffActor;
  record: PatientRecord;
  zone: string;
}) {
  const { merges, patient } = record;
  if (merges.length === 0) return null;
  const standing = merges.filter(
    ({ merge }) => merge.undoneAt === null && merge.keptId === patient.id,
  );
  return (
    <Card heading="Merged records" headingId="merged">
      <ul className="grid gap-3">
        {merges.map((each) => (
          <li key={each.merge.id} className="grid gap-1">
            <MergeWords each={each} patientId={patient.id} zone={zone} />
            {each === standing[0] && may(actor.role, "merge patients") ? (
              <UndoMerge each={each} />
            ) : null}
          </li>
        ))}
      </ul>
      {standing.length > 1 ? (
        <p className="mt-2 text-12 text-muted">
          Merges are undone one after the other, the newest first.
        </p>
      ) : null}
    </Card>
  );
}

function MergeWords({
  each: { merge, otherName, by, undoneBy },
  patientId,
  zone,
}: {
  each: Merge;
  patientId: string;
  zone: string;
}) {
  const into = merge.keptId === patientId;
  return (
    <p className="[overflow-wrap:anywhere]">
      {into
        ? `The record of ${otherName} became part of this one`
        : `Was part of ${otherName}’s record`}
      , by {by}, {absolute(merge.at, zone)}
      {merge.undoneAt ? `; undone by ${undoneBy}, ${absolute(merge.undoneAt, zone)}` : ""}.
    </p>
  );
}

/** The button, and in words what goes back and what stays. */
export function UndoMerge({ each: { merge, otherName } }: { each: Merge }) {
  const { treatments, checkIns, calls, contactPoints } = merge.moved;
  const parts = [
    countWords(treatments.length, "treatment"),
    countWords(checkIns.length, "check-in"),
    countWords(calls.length, "call"),
    countWords(contactPoints.length, "number or e-mail", "numbers and e-mails"),
  ].filter((part) => part !== null);
  return (
    <Fold summary="Undo the merge" className="print:hidden">
      <ConfirmForm
        action={undoRecordMerge.bind(null, merge.id)}
        label={`Undo the merge with ${otherName}`}
        button="Undo the merge"
        danger
      >
        <p>
          {parts.length > 0
            ? `${parts.join(", ")} go back to the record of ${otherName}`
            : `Nothing was moved; the record of ${otherName} stands by itself again`}
          , with what was said since of the treatments that go back. Everything else that was added
          since the merge stays here.
        </p>
      </ConfirmForm>
    </Fold>
  );
}

function countWords(count: number, one: string, many = `${one}s`): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
