import type { ReactNode } from "react";
import { classes } from "./classes";

/** A white sheet with a heading. `headingId` ties the two for assistive technology. */
export function Card({
  heading,
  headingId,
  aside,
  flush = false,
  children,
}: {
  heading?: ReactNode;
  headingId?: string;
  aside?: ReactNode;
  /** Lets a table or list reach the edges. */
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={headingId}
      // A list may be longer than a page of paper.
      className={classes(
        "min-w-0 rounded-card border bg-surface",
        !flush && "print:break-inside-avoid",
      )}
    >
      {heading === undefined ? null : (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3">
          <h2 id={headingId} className="text-16 font-semibold">
            {heading}
          </h2>
          {aside}
        </div>
      )}
      <div className={classes(!flush && "p-4")}>{children}</div>
    </section>
  );
}
