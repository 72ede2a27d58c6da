import { DefinitionFold } from "@/components/reports/definition-fold";
import { NumberLink } from "@/components/reports/number-link";
import { ReportSection } from "@/components/reports/report-section";
import { RowHead } from "@/components/reports/row-head";
import type { ShownReport } from "@/components/reports/shown-report";
import { Fold } from "@/components/ui/fold";
import { Table, Td, Th } from "@/components/ui/table";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { workKey } from "@/lib/reports/lists";
import type { WorkDay } from "@/lib/reports/report";

const KINDS = [
  { kind: "attempts", head: "Calls" },
  { kind: "reached", head: "Reached" },
  { kind: "reviews", head: "Reviews" },
] as const;

/** Who did how much; `people` are the names by the id of who did it. */
export function WorkSection({
  shown: { report, to },
  people,
}: {
  shown: ShownReport;
  people: Readonly<Record<string, string>>;
}) {
  const days = Object.entries(report.work)
    .map(([key, work]) => ({ by: workKey(key)[0], day: workKey(key)[1], work }))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const byPerson = [...new Set(days.map(({ by }) => by))]
    .map((by) => ({ by, name: people[by] ?? by, days: days.filter((each) => each.by === by) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  return (
    <ReportSection
      id="work"
      title={DEFINITIONS.work.title}
      lead="For planning shifts. These numbers say nothing about how well somebody works."
    >
      <div className="rounded-card border bg-surface">
        {byPerson.length === 0 ? (
          <p className="px-4 py-3 text-muted">Nobody called or reviewed in this period.</p>
        ) : (
          <>
            <Table label="Calls and reviews by person">
              <Head first="Person" />
              <tbody>
                {byPerson.map(({ by, name, days: own }) => (
                  <tr key={by}>
                    <RowHead>{name}</RowHead>
                    {KINDS.map(({ kind, head }) => (
                      <Td key={kind}>
                        <NumberLink
                          href={to("work", by, kind)}
                          n={sum(own, kind)}
                          says={`${head}, ${name}`}
                        />
                      </Td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </Table>
            <Fold summary="By day" className="px-4 py-3 print:hidden">
              <Table label="Calls and reviews by person and day">
                <Head first="Day" second="Person" />
                <tbody>
                  {days.map(({ by, day, work }) => (
                    <tr key={`${day} ${by}`}>
                      <RowHead>{day}</RowHead>
                      <Td>{people[by] ?? by}</Td>
                      {KINDS.map(({ kind, head }) => (
                        <Td key={kind}>
                          <NumberLink
                            href={to("work", by, day, kind)}
                            n={work[kind].length}
                            says={`${head}, ${people[by] ?? by}, ${day}`}
                          />
                        </Td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </Table>
            </Fold>
          </>
        )}
        <div className="px-4 py-3 print:hidden">
          <DefinitionFold definition={DEFINITIONS.work} />
        </div>
      </div>
    </ReportSection>
  );
}

function Head({ first, second }: { first: string; second?: string }) {
  return (
    <thead>
      <tr>
        <Th>{first}</Th>
        {second === undefined ? null : <Th>{second}</Th>}
        {KINDS.map(({ kind, head }) => (
          <Th key={kind}>{head}</Th>
        ))}
      </tr>
    </thead>
  );
}

function sum(days: readonly { work: WorkDay }[], kind: keyof WorkDay): number {
  return days.reduce((total, { work }) => total + work[kind].length, 0);
}
