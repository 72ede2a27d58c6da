import { BarList } from "@/components/reports/bar-list";
import { NumberLink } from "@/components/reports/number-link";
import { Panel } from "@/components/reports/panel";
import { RatioTile } from "@/components/reports/ratio-tile";
import { RednessFigure } from "@/components/reports/redness-figure";
import { Charts, ReportSection } from "@/components/reports/report-section";
import { beforeOf, type ShownReport } from "@/components/reports/shown-report";
import type { ReportedClosing } from "@/lib/reports/report";
import { CLOSING_LABELS, counted, durationWords } from "@/lib/reports/words";

const OUTCOMES = Object.keys(CLOSING_LABELS).filter(
  (outcome) => outcome !== "history",
) as ReportedClosing[];

/** How skin healed, and how recoveries ended. */
export function HealingSection({ shown }: { shown: ShownReport }) {
  const { report, to } = shown;
  const { resolution } = report;
  return (
    <ReportSection
      id="healing"
      title="Healing"
      lead="From answers for redness, from a person’s decision for the end. Only a person closes a recovery as healed."
    >
      <Charts>
        <RednessFigure shown={shown} />
        <div className="grid grid-cols-1 content-start gap-3">
          <RatioTile
            metric="resolution"
            ratio={resolution}
            unit="recovery"
            to={to}
            before={beforeOf(shown, (each) => each.resolution)}
          >
            {resolution.medianResolved === null ? null : (
              <p className="text-12 text-muted">
                Half of the healed were closed within {durationWords(resolution.medianResolved)}
                {resolution.p90Resolved === null
                  ? ""
                  : `, nine in ten within ${durationWords(resolution.p90Resolved)}`}
                .
              </p>
            )}
          </RatioTile>
          <Panel id="ended" title="How recoveries stood after 30 days" definition={null}>
            <BarList
              empty="No treatment ended in this period."
              lines={[
                ...OUTCOMES.map((outcome) => ({
                  key: outcome,
                  label: CLOSING_LABELS[outcome],
                  says: CLOSING_LABELS[outcome],
                  n: resolution.byOutcome[outcome].length,
                  href: to("resolution", "outcome", outcome),
                })),
                {
                  key: "system",
                  label: "Closed by the desk itself",
                  says: "closed by the desk itself",
                  n: resolution.system.length,
                  href: to("resolution", "system"),
                },
                {
                  key: "open",
                  label: "Still open",
                  says: "still open",
                  n: resolution.open.length,
                  href: to("resolution", "open"),
                },
              ]}
            />
            <p className="text-12 text-muted">
              <NumberLink
                href={to("resolution", "reopened")}
                n={resolution.reopened.length}
                says="recoveries"
              >
                {counted(resolution.reopened.length)} opened again
              </NumberLink>{" "}
              at least once.
            </p>
          </Panel>
        </div>
      </Charts>
    </ReportSection>
  );
}
