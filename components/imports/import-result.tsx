import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ImportResult } from "@/lib/import/decisions";

type Reasons = readonly { label: string; count: number }[];

const NUMBERS = new Intl.NumberFormat("en-US");

/** What became of every row of a file; the lines of the table add up to its rows. */
export function ImportResultTable({
  counts,
  skipped,
  rejected,
}: {
  counts: ImportResult;
  skipped: Reasons;
  rejected: Reasons;
}) {
  const { rowsRead, added, alreadyHere, asHistory, newPatients, leftOut } = counts;
  const recent = added - asHistory;
  const lines = [
    {
      label: "Added",
      count: added,
      note: `${number(recent)} to follow up, ${number(asHistory)} as history`,
    },
    { label: "Already here", count: alreadyHere, note: null },
    { label: "Left out by a person", count: leftOut, note: null },
    { label: "Left out", count: sum(skipped), note: words(skipped) },
    { label: "Refused", count: sum(rejected), note: words(rejected) },
  ].filter(({ label, count }) => count > 0 || label === "Added");
  return (
    <>
      <Alert tone="success" title={headline(added, newPatients)} live={false}>
        {added === 0 ? "Everything in the file was here already. Nothing was changed." : null}
      </Alert>
      <Card heading="What became of the rows" headingId="result" flush>
        <dl>
          {lines.map(({ label, count, note }) => (
            <div key={label} className="grid grid-cols-[1fr_auto] gap-x-4 border-b px-4 py-2.5">
              <dt className="font-medium">{label}</dt>
              <dd className="text-right tabular-nums">{number(count)}</dd>
              {note ? <dd className="col-span-2 text-12 text-muted tabular-nums">{note}</dd> : null}
            </div>
          ))}
          <div className="grid grid-cols-[1fr_auto] gap-x-4 px-4 py-2.5 font-semibold">
            <dt>Rows read</dt>
            <dd className="text-right tabular-nums">{number(rowsRead)}</dd>
          </div>
        </dl>
      </Card>
      <div className="flex flex-wrap gap-2">
        {recent > 0 ? (
          <ButtonLink href="/worklist" variant="primary">
            Go to the worklist
          </ButtonLink>
        ) : null}
        <ButtonLink href="/imports">Import another file</ButtonLink>
      </div>
    </>
  );
}

function headline(added: number, people: number): string {
  const treatments = `${number(added)} ${added === 1 ? "treatment" : "treatments"} imported`;
  return people === 0
    ? `${treatments}.`
    : `${treatments}, ${number(people)} new ${people === 1 ? "patient" : "patients"}.`;
}

function number(count: number): string {
  return NUMBERS.format(count);
}

function sum(reasons: Reasons): number {
  return reasons.reduce((total, { count }) => total + count, 0);
}

function words(reasons: Reasons): string | null {
  if (reasons.length === 0) return null;
  return reasons.map(({ label, count }) => `${label} ${number(count)}`).join(" · ");
}
