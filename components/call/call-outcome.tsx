"use client";

import { useState } from "react";
import { classes } from "@/components/ui/classes";
import { describedBy, FieldError } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { SEGMENT } from "@/components/ui/segmented";
import { type Outcome, outcomeKey, outcomeLabel } from "@/lib/calls/outcomes";

/** How the call ended, each with its key, and what that outcome leads to. */
export function CallOutcome({
  outcomes,
  next,
  value,
  error,
  missing,
  shortcuts,
}: {
  outcomes: readonly Outcome[];
  next: Readonly<Partial<Record<Outcome, string>>>;
  value: string | undefined;
  error: string | undefined;
  /** Why an outcome that belongs to the list isn't offered. */
  missing: string | null;
  shortcuts: boolean;
}) {
  const [chosen, setChosen] = useState(value);
  const leadsTo = outcomes.find((outcome) => outcome === chosen);
  return (
    <div
      role="radiogroup"
      aria-labelledby="outcome-legend"
      className="grid min-w-0 gap-2"
      {...describedBy("outcome", false, error)}
    >
      <h3 id="outcome-legend" className="text-16 font-semibold">
        Outcome
      </h3>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(11rem,100%),1fr))] gap-1">
        {outcomes.map((outcome) => (
          <label key={outcome} className={classes(SEGMENT, "gap-2")}>
            <input
              type="radio"
              name="outcome"
              value={outcome}
              defaultChecked={value === outcome}
              onChange={() => setChosen(outcome)}
              className="sr-only"
              data-outcome-key={outcomeKey(outcome)}
            />
            {shortcuts ? <Kbd>{outcomeKey(outcome)}</Kbd> : null}
            {outcomeLabel(outcome)}
          </label>
        ))}
      </div>
      <FieldError id="outcome" error={error} />
      <output className="block min-h-5 text-muted">
        {leadsTo && next[leadsTo] ? (
          <>
            Then: <span className="font-medium text-ink">{next[leadsTo]}</span>
          </>
        ) : (
          missing
        )}
      </output>
    </div>
  );
}
