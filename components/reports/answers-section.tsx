import { BarList } from "@/components/reports/bar-list";
import { ChartFigure } from "@/components/reports/chart-figure";
import type { IntervalPoint } from "@/components/reports/charts/interval-chart";
import { LazyIntervalChart } from "@/components/reports/charts/lazy-charts";
import { Legend, LegendMark } from "@/components/reports/legend";
import { NumberLink } from "@/components/reports/number-link";
import { Panel } from "@/components/reports/panel";
import { RatioTile } from "@/components/reports/ratio-tile";
import { Charts, ReportSection, Tiles } from "@/components/reports/report-section";
import { RowHead } from "@/components/reports/row-head";
import { beforeOf, type ShownReport } from "@/components/reports/shown-report";
import { Table, Td, Th } from "@/components/ui/table";
import { responseCaption } from "@/lib/reports/captions";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { EXCLUSIONS, type Ratio } from "@/lib/reports/report";
import { counted, EXCLUSION_WORDS, percent, rateWords, type Unit } from "@/lib/reports/words";

const METRICS = [
  { metric: "response_checks", unit: "check" },
  { metric: "response_72h", unit: "recovery" },
  { metric: "contactable", unit: "recovery" },
  { metric: "missed_checks", unit: "check" },
] as const satisfies readonly { metric: string; unit: Unit }[];

/** Who could be asked, who answered, and what nobody knows. */
export function AnswersSection({ shown }: { shown: ShownReport }) {
  const { report, to } = shown;
  return (
    <ReportSection
      id="answers"
      title="Who answered"
      lead="Answers come before silence: a window that isn’t over counts in neither number."
    >
      <Tiles>
        {METRICS.map(({ metric, unit }) => (
          <RatioTile
            key={metric}
            metric={metric}
            ratio={report[metric]}
            unit={unit}
            to={to}
            before={beforeOf(shown, (each) => each[metric])}
          >
            {metric === "response_checks" ? <Late shown={shown} /> : null}
          </RatioTile>
        ))}
      </Tiles>
      <Charts>
        <ResponseFigure shown={shown} />
        <ExcludedPanel shown={shown} />
      </Charts>
    </ReportSection>
  );
}

function Late({ shown: { report, to } }: { shown: ShownReport }) {
  const late = report.response_checks.late.length;
  return late === 0 ? null : (
    <p className="text-12 text-muted">
      <NumberLink href={to("response_checks", "late")} n={late} says="checks">
        {counted(late)} answered too late
      </NumberLink>
    </p>
  );
}

function ExcludedPanel({ shown: { report, to } }: { shown: ShownReport }) {
  const { excluded } = report.contactable;
  return (
    <Panel
      id="excluded"
      title="Why somebody couldn’t be contacted"
      note="The first reason that held when the check was due."
      definition={null}
    >
      <BarList
        empty="Everybody with a check due could be contacted."
        lines={EXCLUSIONS.map((reason) => ({
          key: reason,
          label: EXCLUSION_WORDS[reason],
          says: EXCLUSION_WORDS[reason],
          n: excluded[reason].length,
          href: to("contactable", "excluded", reason),
        }))}
      />
    </Panel>
  );
}

function ResponseFigure({ shown }: { shown: ShownReport }) {
  const { report, before, to } = shown;
  const title = "Answers with their intervals";
  const lines = METRICS.map(({ metric }) => DEFINITIONS[metric].title);
  const points = METRICS.flatMap(({ metric }, place): IntervalPoint[] => [
    ...point(report[metric], lines[place]!, place, false, to(metric, "num")),
    ...(before === null
      ? []
      : point(
          before.report[metric],
          `${lines[place]}, ${before.label}`,
          place,
          true,
          to(metric, "num"),
        )),
  ]);
  return (
    <ChartFigure
      id="response"
      title={title}
      caption={responseCaption(report.response_checks, report.response_72h)}
      definition={null}
      chart={
        points.length === 0 ? null : (
          <LazyIntervalChart title={title} lines={lines} points={points} />
        )
      }
      legend={
        before === null ? null : (
          <Legend>
            <LegendMark mark="full">this period</LegendMark>
            <LegendMark mark="before">{before.label}</LegendMark>
          </Legend>
        )
      }
      table={
        <Table label={`${title}, as a table`}>
          <thead>
            <tr>
              <Th>What</Th>
              <Th>Counted</Th>
              <Th>Out of</Th>
              <Th>Share</Th>
              {before === null ? null : <Th>{before.label}</Th>}
            </tr>
          </thead>
          <tbody>
            {METRICS.map(({ metric }, i) => (
              <tr key={metric}>
                <RowHead>{lines[i]}</RowHead>
                <Td>
                  <NumberLink href={to(metric, "num")} n={report[metric].n} says={lines[i]!} />
                </Td>
                <Td>
                  <NumberLink
                    href={to(metric, "den")}
                    n={report[metric].N}
                    says={`the whole of ${lines[i]}`}
                  />
                </Td>
                <Td>{rateWords(report[metric])}</Td>
                {before === null ? null : <Td>{rateWords(before.report[metric])}</Td>}
              </tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}

/** A share in a chart; none when there are too few for one. */
function point(
  { rate, ci, n, N }: Ratio,
  line: string,
  place: number,
  before: boolean,
  href: string,
): IntervalPoint[] {
  if (rate === null || ci === null) return [];
  const says = `${line}: ${n} of ${N}, ${percent(rate)}`;
  return [{ line, place, rate, interval: ci, before, says, href }];
}
