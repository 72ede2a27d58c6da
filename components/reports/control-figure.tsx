import { ChartFigure } from "@/components/reports/chart-figure";
import { LazyControlChart } from "@/components/reports/charts/lazy-charts";
import { Legend, LegendLine, LegendMark } from "@/components/reports/legend";
import { NumberLink } from "@/components/reports/number-link";
import { RowHead } from "@/components/reports/row-head";
import type { ShownReport } from "@/components/reports/shown-report";
import { Table, Td, Th } from "@/components/ui/table";
import { pChartCaption } from "@/lib/reports/captions";
import { DEFINITIONS } from "@/lib/reports/definitions";
import type { FlagLevel } from "@/lib/reports/report";
import { percent, percentRange, weekWords } from "@/lib/reports/words";
import { LEVEL_WORDS } from "@/lib/triage/level-words";

/** The share called in time by week, for one level: does it drift, or is it chance? */
export function ControlFigure({
  shown: { report, to },
  level,
}: {
  shown: ShownReport;
  level: FlagLevel;
}) {
  const chart = report.p_chart[level];
  const title = `Called in time week by week, ${LEVEL_WORDS[level].toLowerCase()}`;
  const caption = pChartCaption(level, chart);
  return (
    <ChartFigure
      id="control"
      title={title}
      caption={caption}
      definition={DEFINITIONS.p_chart}
      chart={
        chart.centre === null ? null : (
          <LazyControlChart
            title={title}
            desc={caption}
            centre={chart.centre}
            weeks={chart.weeks.map(({ week, n, N, p, lcl, ucl, out }) => ({
              label: weekWords(week),
              p: p!,
              lcl: lcl!,
              ucl: ucl!,
              out: out!,
              says: `${weekWords(week)}: ${n} of ${N} in time, ${percent(p!)}${out ? ", outside the limits" : ""}`,
              href: to("p_chart", level, week, "den"),
            }))}
          />
        )
      }
      legend={
        <Legend>
          <LegendLine line="overall">all weeks together</LegendLine>
          <LegendLine line="far">limits of chance</LegendLine>
          <LegendMark mark="full">within</LegendMark>
          <LegendMark mark="diamond">outside</LegendMark>
        </Legend>
      }
      table={
        <Table label={`${title}, as a table`}>
          <thead>
            <tr>
              <Th>Week</Th>
              <Th>In time</Th>
              <Th>Limit over</Th>
              <Th>Share</Th>
              <Th>Limits</Th>
              <Th>Outside</Th>
            </tr>
          </thead>
          <tbody>
            {chart.weeks.map(({ week, n, N, p, lcl, ucl, out }) => (
              <tr key={week}>
                <RowHead>{week}</RowHead>
                <Td>
                  <NumberLink
                    href={to("p_chart", level, week, "num")}
                    n={n}
                    says={`in time, ${week}`}
                  />
                </Td>
                <Td>
                  <NumberLink
                    href={to("p_chart", level, week, "den")}
                    n={N}
                    says={`limit over, ${week}`}
                  />
                </Td>
                <Td>{p === null ? "" : percent(p)}</Td>
                <Td>{lcl === null || ucl === null ? "" : percentRange([lcl, ucl])}</Td>
                <Td>{out === null ? "" : out ? "yes" : "no"}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}
