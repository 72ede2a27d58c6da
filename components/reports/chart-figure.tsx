import type { ReactNode } from "react";
import { DefinitionFold } from "@/components/reports/definition-fold";
import { Fold } from "@/components/ui/fold";
import type { Definition } from "@/lib/reports/definitions";

/**
 * A chart with its words and its numbers. The caption and the table stand without scripts; the chart
 * comes after them.
 */
export function ChartFigure({
  id,
  title,
  caption,
  chart,
  legend,
  aside,
  table,
  definition,
}: {
  id: string;
  title: string;
  caption: string;
  /** Null when there is too little to draw; the caption says so. */
  chart: ReactNode;
  legend?: ReactNode;
  aside?: ReactNode;
  table: ReactNode;
  definition: Definition | null;
}) {
  return (
    <figure
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid min-w-0 grid-cols-1 content-start gap-2 rounded-card border bg-surface p-4 print:break-inside-avoid print:p-3"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 id={`${id}-title`} className="font-semibold">
          {title}
        </h3>
        {aside}
      </div>
      <figcaption className="max-w-prose text-14">{caption}</figcaption>
      {chart === null ? null : (
        <div className="chart only-scripts">
          {legend}
          {chart}
        </div>
      )}
      <Fold
        summary={
          <>
            Table<span className="sr-only">: {title}</span>
          </>
        }
        className="text-14 print:hidden"
      >
        {table}
      </Fold>
      {definition === null ? null : <DefinitionFold definition={definition} />}
    </figure>
  );
}
