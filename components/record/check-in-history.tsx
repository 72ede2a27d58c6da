import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { classes } from "@/components/ui/classes";
import { EmptyState } from "@/components/ui/empty-state";
import type { Moment } from "@/lib/dates";

export type ShownCheckIn = {
  id: string;
  observedAt: Moment;
  /** "Day 2 · 47 h" */
  dayAndHour: string;
  /** "By phone, taken down by Priya" */
  source: string;
  /** Said only if it differs from when it was observed: "recorded Tue 24 Nov, 10:02 AM". */
  recorded: string | null;
  answers: readonly { sign: string; label: string; value: string; abnormal: boolean }[];
  note: string | null;
  /** Taken back together with its call: it counts for nothing. */
  takenBack: boolean;
  /** "Before the treatment, left out", "Identity not checked", "Corrected" */
  flags: readonly string[];
};

/** Every check-in of a recovery, the newest observation first. */
export function CheckInHistory({ checkIns }: { checkIns: readonly ShownCheckIn[] }) {
  return (
    <Card heading="Check-ins" headingId="check-ins" flush>
      {checkIns.length === 0 ? (
        <EmptyState title="No check-in yet.">
          Nothing has been reported, so nothing is known.
        </EmptyState>
      ) : (
        <ol>
          {checkIns.map((checkIn) => (
            <li
              key={checkIn.id}
              id={`check-in-${checkIn.id}`}
              className="grid scroll-mt-4 gap-2 border-t p-4 first:border-t-0"
            >
              <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
                <span className="font-semibold tabular-nums">{checkIn.dayAndHour}</span>
                <span className="text-muted">{checkIn.source}</span>
                {checkIn.flags.map((flag) => (
                  <Badge key={flag} tone="warning">
                    {flag}
                  </Badge>
                ))}
                <time
                  dateTime={checkIn.observedAt.iso}
                  title={checkIn.observedAt.relative}
                  className="ml-auto text-12 text-muted"
                >
                  {checkIn.observedAt.absolute}
                </time>
              </p>
              <dl
                className={classes(
                  "flex flex-wrap gap-x-4 gap-y-1",
                  checkIn.takenBack && "text-muted line-through",
                )}
              >
                {checkIn.answers.map((answer) => (
                  <div key={answer.sign} className="flex gap-1">
                    <dt className="text-muted">{answer.label}</dt>
                    <dd
                      className={classes(
                        "tabular-nums",
                        answer.abnormal && !checkIn.takenBack && "font-semibold",
                      )}
                    >
                      {answer.value}
                    </dd>
                  </div>
                ))}
              </dl>
              {checkIn.note ? (
                <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">
                  {checkIn.note}
                </p>
              ) : null}
              {checkIn.recorded ? <p className="text-12 text-muted">{checkIn.recorded}</p> : null}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
