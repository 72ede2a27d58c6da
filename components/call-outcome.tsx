"use client";

import { useState } from "react";
import { describedBy, FieldError } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { type Outcome, outcomeLabel } from "@/lib/calls/outcomes";

/** How the call ended, each with its number key, and what that outcome leads to. */
export function CallOutcome({
  outcomes,
  next,
  value,
  error,
}: {
  outcomes: readonly Outcome[];
  next: Readonly<Partial<Record<Outcome, string>>>;
  value: string | undefined;
  error: string | undefined;
}) {
  const [chosen, setChosen] = useState(value);
  const leadsTo = outcomes.find((outcome) => outcome === chosen);
  return (
    <fieldset className="grid min-w-0 gap-1.5" {...describedBy("outcome", false, error)}>
      <legend className="mb-1.5 text-16 font-semibold">Outcome</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(11rem,100%),1fr))] gap-1">
        {outcomes.map((outcome, index) => (
          <label
            key={outcome}
            className="motion flex min-h-9 items-center gap-2 rounded-control border border-control bg-surface px-2 py-1 hover:bg-sunken has-checked:border-primary has-checked:bg-selected has-checked:font-semibold has-checked:ring-1 has-checked:ring-primary has-checked:ring-inset has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus max-sm:min-h-11"
          >
            <input
              type="radio"
              name="outcome"
              value={outcome}
              defaultChecked={value === outcome}
              onChange={() => setChosen(outcome)}
              className="sr-only"
            />
            {index < 9 ? <Kbd>{index + 1}</Kbd> : <span className="min-w-5 max-sm:hidden" />}
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
        ) : null}
      </output>
    </fieldset>
  );
}
