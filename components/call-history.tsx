import { Phone, PhoneIncoming, Store } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { type Direction, type Outcome, outcomeLabel } from "@/lib/calls/outcomes";
import type { Moment } from "@/lib/dates";

export type ShownCall = {
  id: string;
  at: Moment;
  direction: Direction;
  outcome: Outcome;
  by: string;
  /** "Mobile (212) 555-0143", "The patient spoke", "Two identifiers matched", … */
  facts: readonly string[];
  note: string | null;
  next: string | null;
  corrected: { by: string; at: Moment; why: string } | null;
};

const ICONS = { outbound: Phone, inbound: PhoneIncoming, walk_in: Store } as const;
const WAYS = { outbound: "Called", inbound: "Rang us", walk_in: "Came in" } as const;

/** Every call of a patient, the newest first. */
export function CallHistory({ calls }: { calls: readonly ShownCall[] }) {
  return (
    <Card heading="Calls" headingId="calls" flush>
      {calls.length === 0 ? (
        <EmptyState title="No calls yet." />
      ) : (
        <ol>
          {calls.map((call) => {
            const Icon = ICONS[call.direction];
            return (
              <li
                key={call.id}
                id={`call-${call.id}`}
                className="flex gap-3 border-t p-4 first:border-t-0"
              >
                <Icon
                  size={16}
                  strokeWidth={1.75}
                  aria-hidden="true"
                  className="mt-0.5 shrink-0 text-muted"
                />
                <div className="grid min-w-0 flex-1 gap-1">
                  <p className="flex flex-wrap items-baseline gap-x-2">
                    <span className="font-semibold">{outcomeLabel(call.outcome)}</span>
                    <span className="text-muted">
                      {WAYS[call.direction]} · {call.by}
                    </span>
                    <time
                      dateTime={call.at.iso}
                      title={call.at.relative}
                      className="ml-auto text-12 text-muted"
                    >
                      {call.at.absolute}
                    </time>
                  </p>
                  {call.facts.length > 0 ? (
                    <p className="text-muted">{call.facts.join(" · ")}</p>
                  ) : null}
                  {call.note ? (
                    <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">
                      {call.note}
                    </p>
                  ) : null}
                  {call.next ? <p>Then: {call.next}</p> : null}
                  {call.corrected ? (
                    <p className="text-12 text-muted">
                      <Badge tone="outline">Corrected</Badge> {call.corrected.by},{" "}
                      {call.corrected.at.absolute}: {call.corrected.why}
                    </p>
                  ) : null}
                </div>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
