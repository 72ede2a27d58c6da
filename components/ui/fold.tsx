import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

/** A part that opens at a touch, without any script. */
export function Fold({
  summary,
  children,
  className,
  ...rest
}: Omit<ComponentProps<"details">, "children"> & { summary: ReactNode; children: ReactNode }) {
  return (
    <details className={classes("group", className)} {...rest}>
      <summary className="flex min-h-6 items-center justify-between gap-2 font-medium max-sm:min-h-11">
        <span className="min-w-0">{summary}</span>
        <span aria-hidden="true" className="text-muted group-open:rotate-90">
          ›
        </span>
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
