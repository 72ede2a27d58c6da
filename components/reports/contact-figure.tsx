import { ChartFigure } from "@/components/reports/chart-figure";
import { LazyCurveChart } from "@/components/reports/charts/lazy-charts";
import { markSteps } from "@/components/reports/curve-marks";
import { curveTable } from "@/components/reports/curve-table";
import { Legend, LegendLine } from "@/components/reports/legend";
import type { ShownReport } from "@/components/reports/shown-report";
import { contactCaption } from "@/lib/reports/captions";
import { curveSteps, niceTicks } from "@/lib/reports/curve-steps";
import { DEFINITIONS } from "@/lib/reports/definitions";
import type { FlagLevel } from "@/lib/reports/report";
import { LEVEL_WORDS } from "@/lib/triage/level-words";

const HOUR = 3600;

/** How far each level's curve is drawn, and where its limit stands; opening hours have no fixed place. */
const AXES: Readonly<Record<FlagLevel, { until: number; limit: number | null }>> = {
  awaiting: { until: 96 * HOUR, limit: 24 * HOUR },
  watch: { until: 96 * HOUR, limit: 24 * HOUR },
  complication: { until: 48 * HOUR, limit: null },
  urgent: { until: 8 * HOUR, limit: HOUR },
  emergency: { until: 8 * HOUR, limit: HOUR },
};

/** The share called and reached as time goes by, for one level. */
export function ContactFigure({
  shown: { report, to },
  level,
}: {
  shown: ShownReport;
  level: FlagLevel;
}) {
  const metric = `time_to_contact_${level}` as const;
  const { attempt, reached } = report[metric];
  const { until, limit } = AXES[level];
  const title = `Time to first contact, ${LEVEL_WORDS[level].toLowerCase()}`;
  const caption = contactCaption(level, report[metric]);
  return (
    <ChartFigure
      id="contact"
      title={title}
      caption={caption}
      definition={DEFINITIONS.time_to_contact}
      chart={
        attempt.curve.length === 0 ? null : (
          <LazyCurveChart
            title={title}
            desc={caption}
            steps={markSteps(
              curveSteps(attempt, reached, until, "risen"),
              {
                curve: attempt,
                name: "called within",
                href: (part) => to(metric, "attempt", part),
              },
              {
                curve: reached,
                name: "reached within",
                href: (part) => to(metric, "reached", part),
              },
            )}
            until={until}
            ticks={niceTicks(until)}
            marks={limit === null ? [] : [{ t: limit, label: `limit ${limit / HOUR}\u00a0h` }]}
          />
        )
      }
      legend={
        <Legend>
          <LegendLine line="first">called, with its 95&nbsp;% interval</LegendLine>
          <LegendLine line="second">reached</LegendLine>
        </Legend>
      }
      table={curveTable({
        label: title,
        curves: [
          { name: "Called", waiting: "Not called", curve: attempt, place: "attempt" },
          { name: "Reached", waiting: "Not reached", curve: reached, place: "reached" },
        ],
        href: (place, part) => to(metric, place, part),
        at: niceTicks(until).slice(1),
        risen: true,
      })}
    />
  );
}
