import { ChartFigure } from "@/components/reports/chart-figure";
import { LazyCascadeChart } from "@/components/reports/charts/lazy-charts";
import { NumberLink } from "@/components/reports/number-link";
import { ReportSection } from "@/components/reports/report-section";
import { RowHead } from "@/components/reports/row-head";
import type { ShownReport } from "@/components/reports/shown-report";
import { Table, Td, Th } from "@/components/ui/table";
import { cascadeCaption } from "@/lib/reports/captions";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { CASCADE_STEPS } from "@/lib/reports/report";
import { counted, percent, percentRange, STEP_WORDS } from "@/lib/reports/words";

/** Where people are lost on the way from the treatment to a healed skin. */
export function CascadeSection({ shown }: { shown: ShownReport }) {
  return (
    <ReportSection
      id="step-by-step"
      title={DEFINITIONS.cascade.title}
      lead="Where people are lost on the way: each step is part of the one before."
    >
      <CascadeFigure shown={shown} />
    </ReportSection>
  );
}

function CascadeFigure({ shown: { report, before, to } }: { shown: ShownReport }) {
  const { cascade } = report;
  const title = "From treatment to healed";
  return (
    <ChartFigure
      id="cascade"
      title={title}
      caption={cascadeCaption(cascade)}
      definition={DEFINITIONS.cascade}
      chart={
        cascade.steps[0]?.n === 0 ? null : (
          <LazyCascadeChart
            title={title}
            bars={cascade.steps.map(({ step, n, rate }) => ({
              step: STEP_WORDS[step],
              n,
              label: rate === null ? counted(n) : `${counted(n)} · ${percent(rate)}`,
              says: `${STEP_WORDS[step]}: ${n}`,
              href: to("cascade", step),
            }))}
          />
        )
      }
      table={
        <Table label={`${title}, as a table`}>
          <thead>
            <tr>
              <Th>Step</Th>
              <Th>Recoveries</Th>
              <Th>Patients</Th>
              <Th>Of all treated</Th>
              <Th>Lost here</Th>
              {before === null ? null : <Th>{before.label}</Th>}
            </tr>
          </thead>
          <tbody>
            {cascade.steps.map(({ step, n, patients, rate, ci }, i) => (
              <tr key={step}>
                <RowHead>{STEP_WORDS[step]}</RowHead>
                <Td>
                  <NumberLink href={to("cascade", step)} n={n} says={`recoveries, ${step}`} />
                </Td>
                <Td>
                  <NumberLink
                    href={to("cascade", "patients", step)}
                    n={patients.length}
                    says={`patients, ${step}`}
                  />
                </Td>
                <Td>
                  {rate === null || ci === null ? "" : `${percent(rate)} (${percentRange(ci)})`}
                </Td>
                <Td>
                  {i === 0 ? null : (
                    <NumberLink
                      href={to("cascade", "lost", step)}
                      n={cascade.steps[i - 1]!.n - n}
                      says={`not ${CASCADE_STEPS[i]}`}
                    />
                  )}
                </Td>
                {before === null ? null : (
                  <Td>{counted(before.report.cascade.steps[i]?.n ?? 0)}</Td>
                )}
              </tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}
