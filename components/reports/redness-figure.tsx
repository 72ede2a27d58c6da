import { ChartFigure } from "@/components/reports/chart-figure";
import { LazyCurveChart } from "@/components/reports/charts/lazy-charts";
import { markSteps } from "@/components/reports/curve-marks";
import { curveTable } from "@/components/reports/curve-table";
import { Legend, LegendLine } from "@/components/reports/legend";
import { NumberLink } from "@/components/reports/number-link";
import type { ShownReport } from "@/components/reports/shown-report";
import { rednessCaption } from "@/lib/reports/captions";
import { curveSteps, niceTicks } from "@/lib/reports/curve-steps";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { counted } from "@/lib/reports/words";

const HOUR = 3600;
const LIMITS = [48 * HOUR, 72 * HOUR];
const AT = [24, 48, 72, 96, 168, 336].map((hours) => hours * HOUR);

/** The share still red, hour by hour, with the protocol's two limits. */
export function RednessFigure({ shown: { report, to } }: { shown: ShownReport }) {
  const redness = report.redness_resolution;
  const title = "Still red, by hours after treatment";
  const caption = rednessCaption(redness);
  const last = redness.curve.at(-1)?.t ?? 0;
  const until = Math.min(Math.max(last * 1.05, 120 * HOUR), 336 * HOUR);
  const silent = redness.noAnswer.length;
  return (
    <ChartFigure
      id="redness"
      title={title}
      caption={caption}
      definition={DEFINITIONS.redness_resolution}
      aside={
        <span className="text-12 text-muted">
          <NumberLink href={to("redness_resolution", "no-answer")} n={silent} says="recoveries">
            {counted(silent)} without an answer
          </NumberLink>
        </span>
      }
      chart={
        redness.curve.length === 0 ? null : (
          <LazyCurveChart
            title={title}
            desc={caption}
            steps={markSteps(
              curveSteps(redness, null, until, "left"),
              {
                curve: redness,
                name: "still red after",
                href: (part) => to("redness_resolution", part),
              },
              null,
            )}
            until={until}
            ticks={niceTicks(until)}
            marks={LIMITS.map((t) => ({ t, label: `${t / HOUR}\u00a0h` }))}
          />
        )
      }
      legend={
        <Legend>
          <LegendLine line="first">share still red, with its 95&nbsp;% interval</LegendLine>
          <LegendLine line="far">limits, 48 and 72 h</LegendLine>
        </Legend>
      }
      table={curveTable({
        label: title,
        curves: [{ name: "Gone", waiting: "Not answered as gone", curve: redness, place: "" }],
        href: (_, part) => to("redness_resolution", part),
        at: AT.filter((t) => t <= until),
        risen: false,
      })}
    />
  );
}
