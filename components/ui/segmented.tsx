import type { ReactNode } from "react";
import { classes } from "./classes";
import { describedBy, FieldError, hintId } from "./field";

export type Segment = { value: string; label: ReactNode };

const COLUMNS = {
  2: "grid-cols-2",
  3: "grid-cols-3",
  4: "grid-cols-2 sm:grid-cols-4",
  11: "grid-cols-6 sm:grid-cols-11",
} as const;

/** The look of one choice; the radio inside it is native and invisible. */
export const SEGMENT =
  "motion flex min-h-9 items-center rounded-control border border-control bg-surface px-2 py-1 text-14 max-sm:min-h-11 " +
  "hover:bg-sunken has-checked:border-primary has-checked:bg-selected has-checked:font-semibold " +
  "has-checked:ring-1 has-checked:ring-primary has-checked:ring-inset " +
  "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus";

/**
 * Radio buttons drawn as one bar. Nothing is chosen until somebody chooses, and native radios keep
 * arrow keys, forms without scripts and assistive technology working.
 */
export function Segmented({
  id,
  name,
  legend,
  hint,
  error,
  segments,
  columns,
  value,
  beside = false,
}: {
  id: string;
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: string;
  segments: readonly Segment[];
  columns: keyof typeof COLUMNS;
  /** The answer to start with, if one was given before. */
  value?: string;
  /** Puts the choices to the right of the question where there is room. */
  beside?: boolean;
}) {
  return (
    <div
      role="radiogroup"
      aria-labelledby={`${id}-legend`}
      className={classes(
        "grid min-w-0 content-start gap-x-4 gap-y-1.5",
        beside && "items-center sm:grid-cols-[minmax(0,1fr)_16rem]",
      )}
      {...describedBy(id, hint !== undefined, error)}
    >
      <div>
        <div id={`${id}-legend`} className="text-14 font-medium">
          {legend}
        </div>
        {hint === undefined ? null : (
          <p id={hintId(id)} className="text-12 text-muted">
            {hint}
          </p>
        )}
      </div>
      <div className={classes("grid gap-1", COLUMNS[columns])}>
        {segments.map((segment) => (
          <label
            key={segment.value}
            className={classes(
              SEGMENT,
              "justify-center text-center",
              error && "border-urgent-icon",
            )}
          >
            <input
              type="radio"
              name={name}
              value={segment.value}
              defaultChecked={value === segment.value}
              className="sr-only"
            />
            <span className="min-w-0">{segment.label}</span>
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </div>
  );
}
