import { TriageShape } from "@/components/triage-badge";
import { Badge } from "@/components/ui/badge";
import type { Moment } from "@/lib/dates";
import type { Level } from "@/lib/triage/protocol";

/** One reason why somebody is flagged, in words, with what caused it. */
export type ShownReason = {
  /** The rule's own name: "REDNESS_PROLONGED". */
  code: string;
  level: Level;
  /** "Redness is usual until 48 h; this is 76 h." */
  sentence: string;
  /** "Redness 2 · Like a sunburn, at 76 h" */
  cause: string | null;
  /** "Limit 72 h" */
  limit: string | null;
  since: Moment | null;
  /** Rules that the guide doesn't hold, and so belong to the clinic. */
  extension?: boolean;
};

export function ReasonList({ reasons }: { reasons: readonly ShownReason[] }) {
  return (
    <ul className="grid gap-3">
      {reasons.map((reason) => (
        <li key={reason.code} className="flex gap-2">
          <span className="mt-[3px]">
            <TriageShape level={reason.level} />
          </span>
          <ReasonText reason={reason} />
        </li>
      ))}
    </ul>
  );
}

/** The words of a reason: sentence first, then value, limit and since when. */
export function ReasonText({ reason }: { reason: ShownReason }) {
  const facts = [reason.cause, reason.limit].filter((fact) => fact !== null);
  return (
    <span className="min-w-0">
      <span className="font-medium">{reason.sentence}</span>{" "}
      {reason.extension ? <Badge tone="outline">Clinic rule</Badge> : null}
      <span className="block text-12 text-muted">
        {facts.join(" · ")}
        {reason.since ? (
          <>
            {facts.length > 0 ? " · " : null}
            <time dateTime={reason.since.iso} title={reason.since.absolute}>
              since {reason.since.absolute}
            </time>
          </>
        ) : null}
      </span>
    </span>
  );
}
