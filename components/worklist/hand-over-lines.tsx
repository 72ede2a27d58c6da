import Link from "next/link";
import { TriageBadge } from "@/components/triage-badge";
import { Badge } from "@/components/ui/badge";
import { DATA_PROBLEMS } from "@/lib/worklist/groups";
import type { WorklistRow } from "@/lib/worklist/row";

/** People whom the next shift takes over, one a line; on a phone each is a small card. */
export function HandOverLines({
  rows,
  newcomers,
  promises = {},
  recordHref,
}: {
  rows: readonly WorklistRow[];
  /** Ids of patients who are new since the chosen time. */
  newcomers: ReadonlySet<string>;
  /** "Wed 25 Nov 2026, 9:10 AM" by patient, where a call-back was promised. */
  promises?: Readonly<Record<string, string>>;
  /** The patient's id is appended. */
  recordHref: string;
}) {
  return (
    <ul>
      {rows.map((row) => (
        <li
          key={row.patientId}
          className="grid gap-x-4 gap-y-1 border-t px-4 py-2.5 first:border-t-0 sm:grid-cols-[9.5rem_minmax(0,1.2fr)_minmax(0,1.5fr)_minmax(0,1.5fr)] print:break-inside-avoid print:grid-cols-[8rem_1.2fr_1.5fr_1.5fr]"
        >
          <div className="flex flex-wrap content-start items-center gap-1.5">
            <TriageBadge level={row.level} word={row.levelWord} />
            {newcomers.has(row.patientId) ? <Badge>New</Badge> : null}
            {row.untouched === null ? null : (
              <time
                dateTime={row.untouched.since.iso}
                title={row.untouched.since.absolute}
                className="w-full text-12 font-medium text-urgent"
              >
                {row.untouched.words}
              </time>
            )}
          </div>
          <div className="min-w-0">
            <Link
              prefetch={false}
              href={`${recordHref}${row.patientId}`}
              className="rounded-[3px] font-semibold underline-offset-3 hover:underline"
            >
              {row.name}
            </Link>
            <span className="block text-12 text-muted">
              {[row.age, row.treatment].filter(Boolean).join(" · ")}
            </span>
            <span className="block text-12 text-muted">
              {row.dayAndHour}
              {row.phone === null ? " · no usable number" : ` · ${row.phone}`}
              {row.phoneOf === null ? "" : ` (${row.phoneOf})`}
            </span>
          </div>
          <div className="min-w-0">
            {row.why}
            {row.moreReasons > 0 ? (
              <span className="text-12 text-muted"> +{row.moreReasons} more</span>
            ) : null}
            {row.dataProblems.length > 0 ? (
              <span className="block text-12 font-medium text-complication">
                {row.dataProblems.map((problem) => DATA_PROBLEMS[problem]).join(" · ")}
              </span>
            ) : null}
            {row.lastContact === null ? null : (
              <span className="block text-12 text-muted">
                Last contact {row.lastContact.at.absolute}, {row.lastContact.by}
              </span>
            )}
          </div>
          <div className="min-w-0">
            <span className="font-semibold">{row.nextAction}</span>
            <span className="block text-12 text-muted">
              {row.due?.absolute}
              {row.late === null ? null : (
                <b className="font-semibold text-urgent"> · {row.late}</b>
              )}
            </span>
            {promises[row.patientId] === undefined ||
            promises[row.patientId] === row.due?.absolute ? null : (
              <span className="block text-12">Promised for {promises[row.patientId]}</span>
            )}
            <span className="block text-12 text-muted">
              {row.claim
                ? `${row.claim.mine ? "You are" : `${row.claim.by} is`} calling now`
                : row.assignee === null
                  ? "Nobody has it"
                  : `${row.assignee} has it`}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
