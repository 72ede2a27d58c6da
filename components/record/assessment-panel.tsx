import { ReasonList, type ShownReason } from "@/components/record/reason-list";
import { type Triage, TriageBadge } from "@/components/triage-badge";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Fold } from "@/components/ui/fold";
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
  /** Reviews of this recovery, newest first: what was cleared, by whom, and what they saw. */
  cleared: readonly {
    id: string;
    reasons: readonly string[];
    note: string;
    by: string;
    at: Moment;
  }[];
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
  const flagged = level !== "expected";
  return (
    <Card
      heading={flagged ? "Why flagged" : "Why not flagged"}
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
        ) : (
          <p className="text-muted">
            Time alone changes nothing here; only a new report or a person can.
          </p>
        )}
        <Fold
          summary={`${flagged ? "Why not flagged otherwise" : "What was checked"} (${normal.length})`}
          open={reasons.length === 0}
          className="border-t pt-3"
        >
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
          <Fold summary={`Cleared by reviews (${cleared.length})`} className="border-t pt-3">
            <ul className="grid gap-3">
              {cleared.map((review) => (
                <li key={review.id}>
                  <ul>
                    {review.reasons.map((reason) => (
                      <li key={reason}>
                        <s>{reason}</s>
                      </li>
                    ))}
                  </ul>
                  <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">
                    {review.note}
                  </p>
                  <p className="text-12 text-muted">
                    {review.by}, <time dateTime={review.at.iso}>{review.at.absolute}</time>
                  </p>
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
