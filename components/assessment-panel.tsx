import { ReasonList, type ShownReason } from "@/components/reason-list";
import { type Triage, TriageBadge } from "@/components/triage-badge";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import type { Moment } from "@/lib/dates";

/** Something that was checked and found normal, and when that would end. */
export type CheckedNormal = {
  sign: string;
  /** "Swelling 1 at 30 h: slight is usual until 48 h." */
  sentence: string;
  /** "Changes after 48 h if it is still there" */
  wouldChange: string | null;
};

export type AssessmentPanelProps = {
  level: Triage;
  levelWord?: string;
  reasons: readonly ShownReason[];
  cleared: readonly { code: string; sentence: string; by: string; at: Moment }[];
  normal: readonly CheckedNormal[];
  /** "Never answered: heat, tightness" */
  unanswered: readonly string[];
  /** The one instant at which time alone changes the level. */
  changesAt: { moment: Moment; becomes: string } | null;
  protocol: string;
};

/** Why this patient is flagged, why not otherwise, and when that would change. */
export function AssessmentPanel(props: AssessmentPanelProps) {
  const { level, reasons, cleared, normal, unanswered, changesAt } = props;
  return (
    <Card
      heading="Why flagged"
      headingId="why-flagged"
      aside={<TriageBadge level={level} word={props.levelWord} />}
    >
      <div className="grid gap-4">
        {level === null ? (
          <Alert tone="danger" live={false} title="The rules could not judge this recovery.">
            Read every check-in yourself and decide. The failure has been logged.
          </Alert>
        ) : reasons.length === 0 ? (
          <p>Inside normal healing: no rule is met.</p>
        ) : (
          <ReasonList reasons={reasons} />
        )}
        {changesAt ? (
          <p className="border-l-2 border-watch-icon pl-3">
            {changesAt.becomes}{" "}
            <time dateTime={changesAt.moment.iso} className="font-medium">
              {changesAt.moment.absolute}
            </time>
            <span className="text-muted"> ({changesAt.moment.relative})</span>
          </p>
        ) : null}
        <Fold summary={`Checked and found normal (${normal.length})`} open={reasons.length === 0}>
          <ul className="grid gap-2">
            {normal.map((each) => (
              <li key={each.sign}>
                {each.sentence}
                {each.wouldChange ? (
                  <span className="block text-12 text-muted">{each.wouldChange}</span>
                ) : null}
              </li>
            ))}
            {unanswered.length > 0 ? (
              <li className="text-muted">Never answered: {unanswered.join(", ")}</li>
            ) : null}
          </ul>
        </Fold>
        {cleared.length > 0 ? (
          <Fold summary={`Cleared by a review (${cleared.length})`}>
            <ul className="grid gap-2">
              {cleared.map((each) => (
                <li key={each.code}>
                  <span className="line-through">{each.sentence}</span>
                  <span className="block text-12 text-muted">
                    {each.by}, <time dateTime={each.at.iso}>{each.at.absolute}</time>
                  </span>
                </li>
              ))}
            </ul>
          </Fold>
        ) : null}
        <p className="text-12 text-muted">{props.protocol}. No diagnosis: a person decides.</p>
      </div>
    </Card>
  );
}

function Fold({
  summary,
  open = false,
  children,
}: {
  summary: string;
  open?: boolean;
  children: React.ReactNode;
}) {
  return (
    <details open={open} className="group border-t pt-3">
      <summary className="flex min-h-6 items-center justify-between gap-2 font-medium">
        {summary}
        <span aria-hidden="true" className="text-muted group-open:rotate-90">
          ›
        </span>
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
