import Link from "next/link";
import { DefinitionFold } from "@/components/reports/definition-fold";
import { FunnelFigure } from "@/components/reports/funnel-figure";
import type { LinkTo } from "@/components/reports/links";
import { NumberLink } from "@/components/reports/number-link";
import { Charts, ReportSection } from "@/components/reports/report-section";
import { RowHead } from "@/components/reports/row-head";
import type { ShownReport } from "@/components/reports/shown-report";
import { Table, Td, Th } from "@/components/ui/table";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { GROUP_RATIOS } from "@/lib/reports/lists";
import { DIMENSIONS, type Dimension, type Ratio } from "@/lib/reports/report";
import {
  counted,
  DIMENSION_WORDS,
  orderedValues,
  percent,
  percentRange,
  valueWords,
} from "@/lib/reports/words";

const HEADS: Readonly<Record<(typeof GROUP_RATIOS)[number], string>> = {
  flagged: "Flagged",
  complicationTreated: "Complications / treated",
  complicationKnown: "Complications / known",
  unknown: "Unknown outcome",
};

/** Flags and complications by what was used and by whom, among the limits of chance. */
export function GroupsSection({
  shown,
  by,
  byHref,
}: {
  shown: ShownReport;
  by: Dimension;
  byHref: (dimension: Dimension) => string;
}) {
  const { report, to } = shown;
  const groups = report[`by_${by}`];
  const values = orderedValues(by, Object.keys(groups));
  return (
    <ReportSection
      id="groups"
      title={DEFINITIONS.by.title}
      lead="In alphabetical order and never by rate: who treats harder cases has more complications. A group outside its limits is worth a look, and no verdict."
    >
      <nav aria-label="Compare by" className="flex flex-wrap gap-1 print:hidden">
        {DIMENSIONS.map((each) => (
          <Link
            key={each}
            prefetch={false}
            href={byHref(each)}
            aria-current={each === by ? "true" : undefined}
            className="flex min-h-7 items-center rounded-control border border-transparent px-2 text-12 hover:bg-sunken aria-[current=true]:border-control aria-[current=true]:bg-selected aria-[current=true]:font-semibold max-sm:min-h-11"
          >
            {DIMENSION_WORDS[each]}
          </Link>
        ))}
      </nav>
      <div className="rounded-card border bg-surface">
        {values.length === 0 ? (
          <p className="px-4 py-3 text-muted">No treatment ended in this period.</p>
        ) : (
          <Table label={`Flags and complications by ${DIMENSION_WORDS[by].toLowerCase()}`}>
            <thead>
              <tr>
                <Th>{DIMENSION_WORDS[by]}</Th>
                <Th>Treated</Th>
                {GROUP_RATIOS.map((ratio) => (
                  <Th key={ratio}>{HEADS[ratio]}</Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {values.map((value) => (
                <tr key={value}>
                  <RowHead>{valueWords(by, value)}</RowHead>
                  <Td>
                    <NumberLink
                      href={to(`by_${by}`, value, "flagged", "den")}
                      n={groups[value]!.N}
                      says={`treated, ${valueWords(by, value)}`}
                    />
                  </Td>
                  {GROUP_RATIOS.map((ratio) => (
                    <Td key={ratio}>
                      <GroupShare
                        share={groups[value]![ratio]}
                        says={`${HEADS[ratio]}, ${valueWords(by, value)}`}
                        href={(part) => to(`by_${by}`, value, ratio, part)}
                      />
                    </Td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        )}
        <div className="px-4 py-3 print:hidden">
          <DefinitionFold definition={DEFINITIONS.by} />
        </div>
      </div>
      <Charts>
        <FunnelFigure shown={shown} by={by} ratio="flagged" />
        <FunnelFigure shown={shown} by={by} ratio="complicationTreated" />
      </Charts>
    </ReportSection>
  );
}

function GroupShare({
  share: { n, N, rate, ci },
  says,
  href,
}: {
  share: Ratio;
  says: string;
  href: (part: string) => ReturnType<LinkTo>;
}) {
  return (
    <>
      <span className="flex items-baseline gap-1 whitespace-nowrap">
        <NumberLink href={href("num")} n={n} says={says} className="font-semibold" />
        <span className="text-muted">of {counted(N)}</span>
        {rate === null ? null : <b className="pl-1 font-semibold">{percent(rate)}</b>}
      </span>
      <span className="block text-12 whitespace-nowrap text-muted">
        {ci === null ? (N === 0 ? "none" : "too few to compare") : percentRange(ci)}
      </span>
    </>
  );
}
