import { BarList } from "@/components/reports/bar-list";
import { CallTimesFigure } from "@/components/reports/call-times-figure";
import { NumberLink } from "@/components/reports/number-link";
import { Panel } from "@/components/reports/panel";
import { Charts, ReportSection } from "@/components/reports/report-section";
import type { ShownReport } from "@/components/reports/shown-report";
import { OUTCOMES } from "@/lib/calls/outcomes";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { counted } from "@/lib/reports/words";

/** What was dialled, how it ended, and how often it took. */
export function CallsSection({ shown }: { shown: ShownReport }) {
  const { report, before, to } = shown;
  const { calls_made: made, attempts_to_reach: attempts } = report;
  const counts = Object.keys(attempts.byAttempts).toSorted((a, b) => Number(a) - Number(b));
  return (
    <ReportSection
      id="calls"
      title="Calls"
      lead="Outgoing calls that a person made. Automatic messages are counted apart, below."
    >
      <Charts>
        <Panel
          id="calls-made"
          title={DEFINITIONS.calls_made.title}
          definition={DEFINITIONS.calls_made}
        >
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <NumberLink
              href={to("calls_made", "all")}
              n={made.n}
              says="calls made"
              className="text-22 font-bold"
            />
            <NumberLink href={to("calls_made", "inbound")} n={made.inbound.length} says="">
              {counted(made.inbound.length)} incoming or walk-in
            </NumberLink>
            <NumberLink href={to("calls_made", "not-dialled")} n={made.notDialled.length} says="">
              {counted(made.notDialled.length)} not dialled
            </NumberLink>
          </p>
          {before === null ? null : (
            <p className="text-12 text-muted">
              {before.label}: {counted(before.report.calls_made.n)} calls
            </p>
          )}
          <BarList
            empty="No call was made in this period."
            lines={OUTCOMES.flatMap(({ outcome, label }) =>
              outcome === "not_dialled"
                ? []
                : [
                    {
                      key: outcome,
                      label,
                      says: label,
                      n: made.byOutcome[outcome].length,
                      href: to("calls_made", "outcome", outcome),
                    },
                  ],
            )}
          />
        </Panel>
        <Panel
          id="attempts"
          title={DEFINITIONS.attempts_to_reach.title}
          definition={DEFINITIONS.attempts_to_reach}
        >
          <BarList
            empty="Nobody who was treated in this period was called."
            lines={[
              ...counts.map((count) => ({
                key: count,
                label: count === "1" ? "1 attempt" : `${count} attempts`,
                says: `reached after ${count}`,
                n: attempts.byAttempts[count]!.length,
                href: to("attempts_to_reach", "after", count),
              })),
              {
                key: "inbound",
                label: "Called us or came in",
                says: "called us or came in",
                n: attempts.inbound.length,
                href: to("attempts_to_reach", "inbound"),
              },
              {
                key: "never",
                label: "Never reached",
                says: "never reached",
                n: attempts.never.length,
                href: to("attempts_to_reach", "never"),
              },
              {
                key: "pending",
                label: "Not reached yet",
                says: "not reached yet",
                n: attempts.pending.length,
                href: to("attempts_to_reach", "pending"),
              },
            ]}
          />
        </Panel>
      </Charts>
      <CallTimesFigure shown={shown} />
    </ReportSection>
  );
}
