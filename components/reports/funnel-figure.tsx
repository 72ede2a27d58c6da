import { ChartFigure } from "@/components/reports/chart-figure";
import { LazyFunnelChart } from "@/components/reports/charts/lazy-charts";
import { Legend, LegendLine, LegendMark } from "@/components/reports/legend";
import { NumberLink } from "@/components/reports/number-link";
import { RowHead } from "@/components/reports/row-head";
import type { ShownReport } from "@/components/reports/shown-report";
import { Table, Td, Th } from "@/components/ui/table";
import { funnelCaption, funnelPlace } from "@/lib/reports/captions";
import { funnelGrid } from "@/lib/reports/funnel";
import type { Dimension } from "@/lib/reports/report";
import {
  DIMENSION_WORDS,
  orderedValues,
  percent,
  percentRange,
  valueWords,
} from "@/lib/reports/words";

const RATIOS = {
  flagged: { title: "Flagged", metric: "flag_rate" },
  complicationTreated: { title: "Complications", metric: "complication_treated" },
} as const;

const PLACES = {
  within: "within both",
  "outside 95": "outside 95\u00a0%",
  "outside 99.8": "outside 99.8\u00a0%",
} as const;

/** Groups by size around the overall share; only those of ten and more are drawn. */
export function FunnelFigure({
  shown: { report, to },
  by,
  ratio,
}: {
  shown: ShownReport;
  by: Dimension;
  ratio: keyof typeof RATIOS;
}) {
  const groups = report[`by_${by}`];
  const { metric } = RATIOS[ratio];
  const overall = report[metric].rate;
  const title = `${RATIOS[ratio].title} by ${DIMENSION_WORDS[by].toLowerCase()}`;
  const caption = funnelCaption(by, groups, ratio);
  const drawn = orderedValues(by, Object.keys(groups)).flatMap((value) => {
    const share = groups[value]![ratio];
    if (share.rate === null || share.funnel === null) return [];
    const name = valueWords(by, value);
    const { n, N, rate, funnel } = share;
    const place = funnelPlace(share);
    const says = `${name}: ${n} of ${N}, ${percent(rate)}, ${PLACES[place]}`;
    return [
      { value, name, n, N, rate, funnel, place, says, href: to(`by_${by}`, value, ratio, "num") },
    ];
  });
  return (
    <ChartFigure
      id={`funnel-${ratio}`}
      title={title}
      caption={caption}
      definition={null}
      chart={
        drawn.length === 0 || overall === null ? null : (
          <LazyFunnelChart
            title={title}
            desc={caption}
            overall={overall}
            limits={funnelGrid(Math.max(...drawn.map(({ N }) => N)), overall)}
            points={drawn.map(({ N, rate, place, says, href }, i) => ({
              number: i + 1,
              N,
              rate,
              place,
              says,
              href,
            }))}
          />
        )
      }
      legend={
        <>
          <Legend>
            {drawn.map(({ value, name }, i) => (
              <li key={value} className="text-ink">
                <b className="font-semibold">{i + 1}</b> {name}
              </li>
            ))}
          </Legend>
          <Legend>
            <LegendLine line="overall">all together</LegendLine>
            <LegendLine line="near">95&nbsp;% limits</LegendLine>
            <LegendLine line="far">99.8&nbsp;% limits</LegendLine>
            <LegendMark mark="full">within</LegendMark>
            <LegendMark mark="open">outside 95&nbsp;%</LegendMark>
            <LegendMark mark="diamond">outside 99.8&nbsp;%</LegendMark>
            <li>across: recoveries in the group</li>
          </Legend>
        </>
      }
      table={
        <Table label={`${title}, as a table`}>
          <thead>
            <tr>
              <Th>{DIMENSION_WORDS[by]}</Th>
              <Th>Counted</Th>
              <Th>Treated</Th>
              <Th>Share</Th>
              <Th>95&nbsp;% limits</Th>
              <Th>99.8&nbsp;% limits</Th>
              <Th>Place</Th>
            </tr>
          </thead>
          <tbody>
            {drawn.map(({ value, name, n, N, rate, funnel, place, href }, i) => (
              <tr key={value}>
                <RowHead>
                  {i + 1} {name}
                </RowHead>
                <Td>
                  <NumberLink href={href} n={n} says={`${title}, ${name}`} />
                </Td>
                <Td>
                  <NumberLink
                    href={to(`by_${by}`, value, ratio, "den")}
                    n={N}
                    says={`treated, ${name}`}
                  />
                </Td>
                <Td>{percent(rate)}</Td>
                <Td>{percentRange([funnel.lo95, funnel.hi95])}</Td>
                <Td>{percentRange([funnel.lo998, funnel.hi998])}</Td>
                <Td>{PLACES[place]}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}
