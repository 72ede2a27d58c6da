import { BarList } from "@/components/reports/bar-list";
import type { LinkTo } from "@/components/reports/links";
import { NumberLink } from "@/components/reports/number-link";
import { Panel } from "@/components/reports/panel";
import { RatioTile } from "@/components/reports/ratio-tile";
import { Charts, ReportSection, Tiles } from "@/components/reports/report-section";
import { beforeOf, type ShownReport } from "@/components/reports/shown-report";
import { WeeklyFlagsFigure } from "@/components/reports/weekly-flags-figure";
import { TriageShape } from "@/components/triage-badge";
import { FLAG_CATEGORIES, type Report } from "@/lib/reports/report";
import { CATEGORY_WORDS, counted, percent } from "@/lib/reports/words";
import { LEVEL_WORDS } from "@/lib/triage/level-words";
import { LEVELS } from "@/lib/triage/protocol";

const METRICS = ["flag_rate", "complication_treated", "complication_known"] as const;

/** What was seen, and beside every number the share of whom nobody knows. */
export function SafetySection({ shown }: { shown: ShownReport }) {
  const { report, to } = shown;
  return (
    <ReportSection
      id="safety"
      title="Flags and complications"
      lead="Silence lowers none of these numbers: the share of unknown outcome stands beside each. Better detection raises them."
    >
      <Tiles>
        {METRICS.map((metric) => (
          <RatioTile
            key={metric}
            metric={metric}
            ratio={report[metric]}
            unit="recovery"
            to={to}
            before={beforeOf(shown, (each) => each[metric])}
          >
            <Unknown report={report} to={to} />
          </RatioTile>
        ))}
      </Tiles>
      <WeeklyFlagsFigure shown={shown} />
      <Charts>
        <Panel id="worst" title="By the worst level" definition={null}>
          <BarList
            empty="No treatment ended in this period."
            lines={LEVELS.toReversed().map((level) => ({
              key: level,
              label: (
                <span className="flex items-center gap-1.5">
                  <TriageShape level={level} /> {LEVEL_WORDS[level]}
                </span>
              ),
              says: `${LEVEL_WORDS[level]} at worst`,
              n: report.flag_rate.byWorstLevel[level].length,
              href: to("flag_rate", "level", level),
            }))}
          />
        </Panel>
        <Panel
          id="category"
          title="Why they were flagged"
          note="One recovery can have several reasons."
          definition={null}
        >
          <BarList
            empty="No recovery was flagged in this period."
            lines={FLAG_CATEGORIES.map((category) => ({
              key: category,
              label: CATEGORY_WORDS[category],
              says: CATEGORY_WORDS[category],
              n: report.flag_rate.byCategory[category].length,
              href: to("flag_rate", "category", category),
            }))}
          />
        </Panel>
      </Charts>
    </ReportSection>
  );
}

function Unknown({ report, to }: { report: Report; to: LinkTo }) {
  const { n, N, rate } = report.unknown_outcome;
  return (
    <p className="rounded-control bg-sunken px-2 py-1 text-12 tabular-nums">
      Unknown outcome:{" "}
      <NumberLink href={to("unknown_outcome", "num")} n={n} says="with an unknown outcome" /> of{" "}
      {counted(N)}
      {rate === null ? "" : ` (${percent(rate)})`}
    </p>
  );
}
