import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { AnswersSection } from "@/components/reports/answers-section";
import { CallsSection } from "@/components/reports/calls-section";
import { CascadeSection } from "@/components/reports/cascade-section";
import { PrintedDefinitions } from "@/components/reports/definition-fold";
import { ExportForm } from "@/components/reports/export-form";
import { GroupsSection } from "@/components/reports/groups-section";
import { HealingSection } from "@/components/reports/healing-section";
import { InTimeSection } from "@/components/reports/in-time-section";
import { MessagesSection } from "@/components/reports/messages-section";
import { ReachSection } from "@/components/reports/reach-section";
import { Restatements, type ShownRestatement } from "@/components/reports/restatements";
import { SafetySection } from "@/components/reports/safety-section";
import type { ShownReport } from "@/components/reports/shown-report";
import { WorkSection } from "@/components/reports/work-section";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PrintButton } from "@/components/worklist/print-button";
import { listReportChoices } from "@/db/queries/report-choices";
import { findReportMonth, type ReportMonth } from "@/db/queries/report-months";
import { absolute, clock } from "@/lib/dates";
import { DEFINITIONS } from "@/lib/reports/definitions";
import { changedCounts } from "@/lib/reports/figure-words";
import { changedFigures, figuresOf } from "@/lib/reports/figures";
import {
  daysWords,
  isWholeMonth,
  parseReportFilters,
  previousDays,
  type ReportFilters,
  reportQuery,
} from "@/lib/reports/filters";
import { listPath } from "@/lib/reports/lists";
import { FLAG_LEVELS, type FlagLevel, type Report, SMALLEST_N } from "@/lib/reports/report";
import { FiltersForm, limitWords, pathOf, withoutLimits } from "./filters-form";
import { readReport } from "./read-report";

export const metadata: Metadata = { title: "Reports" };

const SECTIONS = [
  ["never-reached", "Never reached"],
  ["step-by-step", "Step by step"],
  ["in-time", "In time"],
  ["answers", "Answers"],
  ["safety", "Complications"],
  ["groups", "Compare"],
  ["healing", "Healing"],
  ["calls", "Calls"],
  ["work", "Work"],
  ["messages", "Messages"],
] as const;

type Query = Record<string, string | string[] | undefined>;

/** The follow-up of a period in numbers that hold: each opens the list that it was counted from. */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requireStaff();
  const now = new Date();
  const { name: clinicName, timeZone: zone } = actor.clinic;
  const query = await searchParams;
  const parsed = parseReportFilters(query, now, zone);
  if (!parsed.ok) notFound();
  const { filters, datesError } = parsed;
  const { choices, report, earlier, month } = await orForbidden(actor, async () => ({
    choices: await listReportChoices(actor),
    report: await readReport(actor, filters, now),
    earlier: filters.compare
      ? await readReport(actor, { ...filters, ...previousDays(filters) }, now)
      : null,
    month: isWholeMonth(filters) ? await findReportMonth(actor, filters.from) : null,
  }));
  const address = reportQuery(filters);
  const shown: ShownReport = {
    report,
    before: earlier === null ? null : { label: daysWords(previousDays(filters)), report: earlier },
    to: (metric, ...part) => `${listPath(metric, part)}${address === "" ? "" : `?${address}`}`,
  };
  const limits = limitWords(filters);
  const made = `${absolute(now, zone)} by ${actor.name}`;

  return (
    <div className="report grid grid-cols-1 gap-6">
      <div className="print:hidden">
        <PageHeader
          title="Reports"
          subtitle={`${daysWords(filters)} · ${clinicName} · as of ${clock(now, zone)}`}
          actions={<PrintButton label="Print" />}
        />
      </div>
      <PrintedHead
        clinicName={clinicName}
        period={daysWords(filters)}
        limits={limits}
        made={made}
      />
      <FiltersForm
        filters={filters}
        datesError={datesError}
        choices={choices}
        now={now}
        zone={zone}
      />
      <FinalNote report={report} month={month} zone={zone} limits={limits} />
      {isEmpty(report) ? (
        <Nothing filters={filters} limits={limits} />
      ) : (
        <>
          <nav
            aria-label="On this page"
            className="flex flex-wrap gap-x-4 gap-y-1 text-14 print:hidden"
          >
            {SECTIONS.map(([id, label]) => (
              <a key={id} href={`#${id}`} className="link min-h-6 max-sm:min-h-11">
                {label}
              </a>
            ))}
          </nav>
          <ReachSection shown={shown} />
          <CascadeSection shown={shown} />
          <InTimeSection
            shown={shown}
            level={filters.level ?? drawnLevel(report)}
            levelHref={(level) => `${pathOf({ ...filters, level })}#in-time`}
          />
          <AnswersSection shown={shown} />
          <SafetySection shown={shown} />
          <GroupsSection
            shown={shown}
            by={filters.by}
            byHref={(by) => `${pathOf({ ...filters, by })}#groups`}
          />
          <HealingSection shown={shown} />
          <CallsSection shown={shown} />
          <WorkSection shown={shown} people={choices.people} />
          <MessagesSection shown={shown} />
          <ExportForm
            heading="Export the numbers"
            names={false}
            error={query.missing === "reason"}
            hidden={{ query: address }}
          />
          <PrintedDefinitions definitions={Object.values(DEFINITIONS)} />
        </>
      )}
    </div>
  );
}

function PrintedHead({
  clinicName,
  period,
  limits,
  made,
}: {
  clinicName: string;
  period: string;
  limits: string;
  made: string;
}) {
  return (
    <header className="hidden border-b pb-3 print:block">
      <p className="text-16 font-semibold">{clinicName}</p>
      <h1 className="text-22 font-bold">Follow-up report, {period}</h1>
      <p>
        {limits === "" ? "All treatments" : `Only: ${limits}`} · made on {made}
      </p>
    </header>
  );
}

/** Whether the cohort's numbers can still change, and what did after they were frozen. */
function FinalNote({
  report,
  month,
  zone,
  limits,
}: {
  report: Report;
  month: ReportMonth | null;
  zone: string;
  limits: string;
}) {
  const { final, finalAt } = report.period;
  const at = (
    <time dateTime={finalAt} className="font-semibold">
      {absolute(new Date(finalAt), zone)}
    </time>
  );
  const restatements = month === null ? [] : restatementsOf(month, report, zone);
  return (
    <>
      <p className="max-w-prose text-muted">
        {final ? (
          <>Final since {at}. </>
        ) : (
          <>Provisional until {at}: recoveries of this period can still change. </>
        )}
        {month === null ? null : `Frozen on ${absolute(month.frozenAt, zone)}. `}
        {limits === "" ? "" : `Only: ${limits}.`}
      </p>
      {month === null || restatements.length === 0 ? null : (
        <Restatements frozen={absolute(month.frozenAt, zone)} restatements={restatements} />
      )}
    </>
  );
}

/** What was noted since, and what this very report has otherwise and nobody has noted yet. */
function restatementsOf(month: ReportMonth, report: Report, zone: string): ShownRestatement[] {
  const noted = month.restatements.map(({ at, ...changed }) => ({
    when: absolute(at, zone),
    changes: changedCounts(changed),
  }));
  const unnoted = changedFigures(month.figures, figuresOf(report));
  const now = unnoted === null ? [] : [{ when: "just now", changes: changedCounts(unnoted) }];
  return [...noted, ...now].filter(({ changes }) => changes.length > 0);
}

/** The worst level of which there are enough for a curve; the urgent one when there are of none. */
function drawnLevel(report: Report): FlagLevel {
  const enough = (level: FlagLevel) => report[`time_to_contact_${level}`].attempt.N >= SMALLEST_N;
  return FLAG_LEVELS.findLast(enough) ?? "urgent";
}

/** Nothing was treated, called, due or sent. */
function isEmpty(report: Report): boolean {
  return (
    report.cascade.steps[0]?.n === 0 &&
    report.calls_made.n + report.calls_made.inbound.length === 0 &&
    report.response_checks.N + report.response_checks.pending.length === 0 &&
    Object.keys(report.weekly_flags).length === 0 &&
    report.messages.automatic.sent.length + report.messages.human.sent.length === 0
  );
}

function Nothing({ filters, limits }: { filters: ReportFilters; limits: string }) {
  const period = daysWords(filters);
  return limits === "" ? (
    <EmptyState
      title={`Nothing happened in ${period}.`}
      action={
        <ButtonLink href={pathOf({ ...filters, ...previousDays(filters), period: null })}>
          Show {daysWords(previousDays(filters))}
        </ButtonLink>
      }
    >
      No treatment ended, no check was due and nobody was called.
    </EmptyState>
  ) : (
    <EmptyState
      title="Nothing matches these filters."
      action={<ButtonLink href={pathOf(withoutLimits(filters))}>Clear filters</ButtonLink>}
    >
      {limits}, in {period}.
    </EmptyState>
  );
}
