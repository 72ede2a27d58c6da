import { Phone, PhoneIncoming, Store } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classes } from "@/components/ui/classes";
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
  /** When it was taken back; it counts for nothing since. */
  takenBack: Moment | null;
  /** Newest first, each with what stood there before. */
  corrections: readonly {
    id: string;
    by: string;
    at: Moment;
    why: string;
    before: readonly { label: string; was: string }[];
  }[];
  /** What the person who looks may do with it now. */
  may: "undo" | "correct" | null;
};

export type CallHistoryProps = {
  calls: readonly ShownCall[];
  /** "3 attempts by people" */
  attempts: string;
  undoAction: (form: FormData) => Promise<void>;
  /** Where a call is corrected: its id is appended. */
  correctHref: string;
  /** The form that stands open at one of the calls. */
  correcting: { callId: string; form: ReactNode } | null;
};

const ICONS = { outbound: Phone, inbound: PhoneIncoming, walk_in: Store } as const;
const WAYS = { outbound: "Called", inbound: "Rang us", walk_in: "Came in" } as const;

/** Every call of a patient, the newest first, also what was taken back or corrected. */
export function CallHistory({ calls, attempts, ...doing }: CallHistoryProps) {
  return (
    <Card heading="Calls" headingId="calls" flush>
      {calls.length === 0 ? (
        <EmptyState title="No calls yet." />
      ) : (
        <>
          <p className="px-4 pt-2 text-12 text-muted">{attempts}</p>
          <ol>
            {calls.map((call) => (
              <OneCall key={call.id} call={call} {...doing} />
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}

function OneCall({
  call,
  undoAction,
  correctHref,
  correcting,
}: { call: ShownCall } & Omit<CallHistoryProps, "calls" | "attempts">) {
  const Icon = ICONS[call.direction];
  const gone = call.takenBack !== null;
  const open = correcting?.callId === call.id;
  return (
    <li id={`call-${call.id}`} className="flex scroll-mt-4 gap-3 border-t p-4 first:border-t-0">
      <Icon
        size={16}
        strokeWidth={1.75}
        aria-hidden="true"
        className="mt-0.5 shrink-0 text-muted"
      />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className={classes("font-semibold", gone && "text-muted line-through")}>
            {outcomeLabel(call.outcome)}
          </span>
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
        {call.takenBack ? (
          <p className="text-12 text-muted">
            <Badge tone="outline">Taken back</Badge> {call.takenBack.absolute}; it counts for
            nothing.
          </p>
        ) : null}
        {call.facts.length > 0 ? <p className="text-muted">{call.facts.join(" · ")}</p> : null}
        {call.note ? (
          <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{call.note}</p>
        ) : null}
        {call.next && !gone ? <p>Then: {call.next}</p> : null}
        {call.corrections.map((correction) => (
          <div key={correction.id} className="text-12 text-muted">
            <p className="[overflow-wrap:anywhere]">
              <Badge tone="outline">Corrected</Badge> by {correction.by}, {correction.at.absolute}:{" "}
              {correction.why}
            </p>
            <ul>
              {correction.before.map(({ label, was }) => (
                <li key={label} className="[overflow-wrap:anywhere]">
                  {label} was: <s className="whitespace-pre-line">{was}</s>
                </li>
              ))}
            </ul>
          </div>
        ))}
        {open ? correcting.form : <Doing call={call} {...{ undoAction, correctHref }} />}
      </div>
    </li>
  );
}

function Doing({
  call,
  undoAction,
  correctHref,
}: { call: ShownCall } & Pick<CallHistoryProps, "undoAction" | "correctHref">) {
  const at = <span className="sr-only"> the call of {call.at.absolute}</span>;
  switch (call.may) {
    case "undo":
      return (
        <form action={undoAction} className="print:hidden">
          <input type="hidden" name="callId" value={call.id} />
          <Button type="submit" size="small">
            Undo{at}
          </Button>
        </form>
      );
    case "correct":
      return (
        <p className="print:hidden">
          <ButtonLink
            href={`${correctHref}${call.id}#call-${call.id}`}
            scroll={false}
            size="small"
            variant="quiet"
            className="-ml-2"
          >
            Correct{at}
          </ButtonLink>
        </p>
      );
    case null:
      return null;
  }
}
