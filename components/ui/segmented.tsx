import type { ReactNode } from "react";
import { classes } from "./classes";
import { describedBy, FieldError, hintId } from "./field";

export type Segment = { value: string; label: ReactNode; hint?: ReactNode };

const COLUMNS = {
  2: "grid-cols-2",
  3: "grid-cols-3",
  4: "grid-cols-2 sm:grid-cols-4",
  11: "grid-cols-6 sm:grid-cols-11",
} as const;

/**
 * Radio buttons drawn as one bar. Nothing is chosen until somebody chooses, and native radios keep
 * arrow keys, forms without scripts and assistive technology working.
 */
export function Segmented({
  id,
  name,
  legend,
  legendHidden = false,
  hint,
  error,
  segments,
  columns,
  value,
}: {
  id: string;
  name: string;
  legend: ReactNode;
  legendHidden?: boolean;
  hint?: ReactNode;
  error?: string;
  segments: readonly Segment[];
  columns: keyof typeof COLUMNS;
  /** The answer to start with, if one was given before. */
  value?: string;
}) {
  return (
    <fieldset className="grid min-w-0 gap-1.5" {...describedBy(id, hint !== undefined, error)}>
      <legend className={legendHidden ? "sr-only" : "mb-1.5 text-14 font-medium"}>{legend}</legend>
      {hint === undefined ? null : (
        <p id={hintId(id)} className="text-12 text-muted">
          {hint}
        </p>
      )}
      <div className={classes("grid gap-1", COLUMNS[columns])}>
        {segments.map((segment) => (
          <label
            key={segment.value}
            className={classes(
              "motion flex min-h-9 items-center justify-center gap-1.5 rounded-control border border-control bg-surface",
              "px-2 py-1 text-center text-14 hover:bg-sunken max-sm:min-h-11",
              "has-checked:border-primary has-checked:bg-selected has-checked:font-semibold",
              "has-checked:ring-1 has-checked:ring-primary has-checked:ring-inset",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
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
            {segment.hint}
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
