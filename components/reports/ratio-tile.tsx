import type { ReactNode } from "react";
import { DefinitionFold } from "@/components/reports/definition-fold";
import { IntervalBar } from "@/components/reports/interval-bar";
import type { LinkTo } from "@/components/reports/links";
import { NumberLink } from "@/components/reports/number-link";
import { definitionOf } from "@/lib/reports/definitions";
import { metricTitle } from "@/lib/reports/lists";
import type { Ids, MetricId, Ratio } from "@/lib/reports/report";
import { counted, percent, percentRange, rateWords, UNITS, type Unit } from "@/lib/reports/words";

/** The same number of the period before, and what that is called. */
export type Before<Value> = { label: string; value: Value } | null;

/** One share: how many of how many, its rate with interval, what is pending, and the period before. */
export function RatioTile({
  metric,
  ratio,
  unit,
  to,
  before,
  children,
}: {
  metric: MetricId;
  ratio: Ratio & { pending?: Ids };
  unit: Unit;
  to: LinkTo;
  before: Before<Ratio>;
  /** What has to be read with it. */
  children?: ReactNode;
}) {
  const title = metricTitle(metric);
  const definition = definitionOf(metric);
  const units = UNITS[unit][ratio.N === 1 ? 0 : 1];
  return (
    <article
      aria-labelledby={`tile-${metric}`}
      className="grid min-w-0 grid-cols-1 content-start gap-1.5 rounded-card border bg-surface p-4 print:break-inside-avoid print:p-3"
    >
      <h3 id={`tile-${metric}`} className="font-semibold">
        {title}
      </h3>
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        <NumberLink
          href={to(metric, "num")}
          n={ratio.n}
          says={title}
          className="text-22 font-bold"
        />{" "}
        <span className="text-muted">of</span>{" "}
        <NumberLink
          href={to(metric, "den")}
          n={ratio.N}
          says={`${units} in all, ${title}`}
          className="text-muted"
        />{" "}
        <span className="text-muted" aria-hidden="true">
          {units}
        </span>{" "}
        {ratio.rate === null ? null : (
          <b className="ml-auto text-16 font-semibold tabular-nums">{percent(ratio.rate)}</b>
        )}
      </p>
      <IntervalBar now={ratio} before={before?.value ?? null} />
      <p className="min-h-6 text-12 leading-6 text-muted tabular-nums">
        {ratio.rate === null || ratio.ci === null
          ? rateWords(ratio)
          : `95\u00a0% interval ${percentRange(ratio.ci)}`}
        {ratio.pending === undefined || ratio.pending.length === 0 ? null : (
          <>
            {" · "}
            <NumberLink href={to(metric, "pending")} n={ratio.pending.length} says={`in ${title}`}>
              {counted(ratio.pending.length)} pending
            </NumberLink>
          </>
        )}
      </p>
      {before === null ? null : (
        <p className="text-12 text-muted tabular-nums">
          {before.label}: {counted(before.value.n)} of {counted(before.value.N)}
          {before.value.rate === null || before.value.ci === null
            ? ""
            : `, ${percent(before.value.rate)} (${percentRange(before.value.ci)})`}
        </p>
      )}
      {children}
      {definition === null ? null : <DefinitionFold definition={definition} />}
    </article>
  );
}
