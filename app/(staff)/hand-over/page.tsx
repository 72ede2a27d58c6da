import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { OneButtonForm } from "@/components/one-button-form";
import { LivePage } from "@/components/shell/live-page";
import { PageHeader } from "@/components/shell/page-header";
import { TriageBadge } from "@/components/triage-badge";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classes } from "@/components/ui/classes";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { HandOverLines } from "@/components/worklist/hand-over-lines";
import { OnCallForm } from "@/components/worklist/on-call-form";
import { PrintButton } from "@/components/worklist/print-button";
import { findHandOver, type HandOver, type OpenEscalation } from "@/db/queries/hand-over";
import { listUnreadTexts, type UnreadText } from "@/db/queries/messages";
import { listPeopleWhoMay } from "@/db/queries/staff";
import { may } from "@/lib/actor";
import { outcomeLabel } from "@/lib/calls/outcomes";
import { absolute, clock, fieldValue, lasting, longDay, startOfDay } from "@/lib/dates";
import { type ClinicHours, endOfNextOpenDay } from "@/lib/follow-up/opening-hours";
import { displayPhone } from "@/lib/patients/phone";
import { HAND_OVER_HOURS, type HandOverSince, handOverSince } from "@/lib/worklist/hand-over-since";
import { rowOf } from "@/lib/worklist/line";
import type { WorklistRow } from "@/lib/worklist/row";
import { markUnreadText, putOnCall } from "./actions";

export const metadata: Metadata = { title: "Hand-over" };

const NAME = "rounded-[3px] font-semibold underline-offset-3 hover:underline";

type Query = Record<string, string | string[] | undefined>;

/** What the next shift has to know, on one page that also prints. */
export default async function HandOverPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requireStaff();
  const query = await searchParams;
  const now = new Date();
  const { clinic } = actor;
  const zone = clinic.timeZone;
  const chosen = handOverSince(query, now, zone);
  const promisedUntil = endOfNextOpenDay(now, clinic);
  const times = { since: chosen.since, promisedUntil, today: startOfDay(now, zone) };
  const found = await orForbidden(actor, () => findHandOver(actor, times, now));
  const people = may(actor.role, "set on-call") ? await listPeopleWhoMay(actor, "log call") : [];
  const texts = may(actor.role, "read text") ? await listUnreadTexts(actor) : null;
  const rows = (lines: HandOver["open"]) => lines.map((line) => rowOf(line, now, clinic));
  const newcomers = found.open.filter(({ patientId }) => found.newUrgent.has(patientId));

  return (
    <div className="grid gap-4">
      <LivePage readAt={now} clock={clock(now, zone)} />
      <PageHeader
        title="Hand-over"
        subtitle={`${longDay(now, zone)} · ${clinic.name} · as of ${clock(now, zone)}`}
        actions={
          <>
            <ButtonLink href="/worklist">Worklist</ButtonLink>
            <PrintButton label="Print" />
          </>
        }
      />
      {query.saved === "on-call" ? <Alert tone="success" title="Saved who is on call." /> : null}
      {query.saved === "text" ? (
        <Alert tone="success" title="Noted that the text was read." />
      ) : null}

      <Card heading="On call" headingId="on-call">
        <div className="grid gap-3">
          <p>{onCallWords(found.onCall, zone)}</p>
          {may(actor.role, "set on-call") ? (
            <div className="print:hidden">
              <OnCallForm
                action={putOnCall.bind(null, pathOf(chosen, zone))}
                people={people}
                shift={found.onCall}
                zoneLabel={zone.replaceAll("_", " ")}
              />
            </div>
          ) : null}
        </div>
      </Card>

      <Section
        id="new"
        heading={`New urgent since ${absolute(chosen.since, zone)}`}
        count={newcomers.length}
        nobody="Nobody became urgent since then."
        above={<SinceFilter chosen={chosen} zone={zone} />}
      >
        <Newcomers rows={rows(newcomers)} />
      </Section>

      <Section
        id="open"
        heading="Open urgent work"
        count={found.open.length}
        nobody="Nobody is urgent, has a complication or waits for a review by hand."
      >
        <HandOverLines
          rows={rows(found.open)}
          newcomers={found.newUrgent}
          recordHref="/patients/"
        />
      </Section>

      <Section
        id="promised"
        heading={`Call-backs promised until the end of ${longDay(dayBefore(promisedUntil), zone)}`}
        count={found.promised.length}
        nobody="No call-back is promised until then."
      >
        <HandOverLines
          rows={rows(found.promised)}
          newcomers={found.newUrgent}
          promises={promisesOf(found.promised, zone)}
          recordHref="/patients/"
        />
      </Section>

      <Section
        id="escalations"
        heading="Escalations waiting for an answer"
        count={found.escalations.length}
        nobody="No question waits for a provider."
      >
        <Escalations escalations={found.escalations} now={now} clinic={clinic} />
      </Section>

      {texts === null ? null : (
        <Section
          id="texts"
          heading="Texts nobody has read"
          count={texts.length}
          nobody="Every text that came in was read."
        >
          <UnreadTexts texts={texts} back={pathOf(chosen, zone)} now={now} zone={zone} />
        </Section>
      )}

      <Card heading="Done today" headingId="done">
        <DoneToday found={found} />
      </Card>
    </div>
  );
}

function Section({
  id,
  heading,
  count,
  nobody,
  above,
  children,
}: {
  id: string;
  heading: string;
  count: number;
  /** Said when there is nobody: an empty list is an answer too. */
  nobody: string;
  above?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card
      heading={
        <>
          {heading} <span className="font-medium text-muted tabular-nums">{count}</span>
        </>
      }
      headingId={id}
      aside={above}
      flush
    >
      {count === 0 ? <p className="px-4 py-3 text-muted">{nobody}</p> : children}
    </Card>
  );
}

/** In a line each: what is to be done about them stands with the open work below. */
function Newcomers({ rows }: { rows: readonly WorklistRow[] }) {
  return (
    <ul className="grid gap-1.5 px-4 py-3">
      {rows.map((row) => (
        <li key={row.patientId} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <TriageBadge level={row.level} word={row.levelWord} />
          <Link prefetch={false} href={`/patients/${row.patientId}`} className={NAME}>
            {row.name}
          </Link>
          <span>{row.why}</span>
          {row.untouched === null ? null : (
            <span className="text-12 font-medium text-urgent">{row.untouched.words}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function SinceFilter({ chosen, zone }: { chosen: HandOverSince; zone: string }) {
  const { hours, error } = chosen;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2 print:hidden">
      <nav aria-label="New since" className="flex gap-1">
        {HAND_OVER_HOURS.map((each) => (
          <ButtonLink
            key={each}
            href={`/hand-over?hours=${each}`}
            size="small"
            variant={hours === each ? "secondary" : "quiet"}
            aria-current={hours === each ? "true" : undefined}
          >
            {each} h
          </ButtonLink>
        ))}
      </nav>
      <form action="/hand-over" className="flex items-end gap-2">
        <Field id="since" label="Since" error={error}>
          <Input
            id="since"
            name="since"
            type="datetime-local"
            key={chosen.since.getTime()}
            defaultValue={hours === null ? fieldValue(chosen.since, zone) : ""}
            {...describedBy("since", false, error)}
          />
        </Field>
        <Button type="submit">Show</Button>
      </form>
    </div>
  );
}

function onCallWords(shift: HandOver["onCall"], zone: string): ReactNode {
  if (shift === null) return "Nobody is on call. Alerts of urgent cases go to every provider.";
  return (
    <>
      <b className="font-semibold">{shift.name}</b> is on call since {absolute(shift.fromAt, zone)}
      {shift.untilAt === null
        ? ", until somebody else is."
        : `, until ${absolute(shift.untilAt, zone)}. After that nobody is.`}
    </>
  );
}

function promisesOf(lines: HandOver["promised"], zone: string): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap(({ patientId, promisedAt }) =>
      promisedAt === null ? [] : [[patientId, absolute(promisedAt, zone)]],
    ),
  );
}

function Escalations({
  escalations,
  now,
  clinic,
}: {
  escalations: readonly OpenEscalation[];
  now: Date;
  clinic: ClinicHours;
}) {
  return (
    <ul>
      {escalations.map((each) => (
        <li
          key={each.escalationId}
          className="grid gap-1 border-t px-4 py-2.5 first:border-t-0 print:break-inside-avoid"
        >
          <p>
            <Link prefetch={false} href={`/patients/${each.patientId}`} className={NAME}>
              {each.patient}
            </Link>
            : {each.by} asks <b className="font-semibold">{each.to}</b>
            <span className="text-muted">
              {" · "}
              <time dateTime={each.at.toISOString()}>{absolute(each.at, clinic.timeZone)}</time>,
              waits {lasting(each.at, now)}
            </span>
          </p>
          <p className="whitespace-pre-line">{each.summary}</p>
        </li>
      ))}
    </ul>
  );
}

function UnreadTexts({
  texts,
  back,
  now,
  zone,
}: {
  texts: readonly UnreadText[];
  back: string;
  now: Date;
  zone: string;
}) {
  return (
    <ul>
      {texts.map(({ textId, value, body, receivedAt, people }) => (
        <li
          key={textId}
          className="grid gap-1 border-t px-4 py-2.5 first:border-t-0 print:break-inside-avoid"
        >
          <p>
            {people.length === 0
              ? "A number that nobody here has"
              : people.map(({ patientId, name }, place) => (
                  <span key={patientId}>
                    {place === 0 ? "" : " or "}
                    <Link prefetch={false} href={`/patients/${patientId}`} className={NAME}>
                      {name}
                    </Link>
                  </span>
                ))}
            <span className="text-muted">
              {" · "}
              <span className="tabular-nums">{displayPhone(value)}</span>
              {" · "}
              <time dateTime={receivedAt.toISOString()}>{absolute(receivedAt, zone)}</time>, waits{" "}
              {lasting(receivedAt, now)}
            </span>
          </p>
          <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{body}</p>
          <OneButtonForm action={markUnreadText.bind(null, back)} fields={{ textId }}>
            Read<span className="sr-only"> the text from {displayPhone(value)}</span>
          </OneButtonForm>
        </li>
      ))}
    </ul>
  );
}

function DoneToday({ found: { calls, reviewed, closed } }: { found: HandOver }) {
  const total = calls.reduce((sum, { count }) => sum + count, 0);
  if (total + reviewed + closed === 0) return <p className="text-muted">Nothing is logged yet.</p>;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 tabular-nums">
      <Count count={total} words={total === 1 ? "call logged" : "calls logged"} strong />
      {calls.map(({ outcome, count }) => (
        <Count key={outcome} count={count} words={outcomeLabel(outcome)} />
      ))}
      <Count count={reviewed} words={reviewed === 1 ? "review" : "reviews"} strong />
      <Count count={closed} words={closed === 1 ? "recovery closed" : "recoveries closed"} strong />
    </dl>
  );
}

function Count({
  count,
  words,
  strong = false,
}: {
  count: number;
  words: string;
  strong?: boolean;
}) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid">
      <dt className={classes("order-2", !strong && "text-muted")}>{words}</dt>
      <dd className={classes("text-right", strong ? "font-semibold" : "text-muted")}>{count}</dd>
    </div>
  );
}

/** The day that an end-of-day instant ends. */
function dayBefore(end: Date): Date {
  return new Date(end.getTime() - 1);
}

/** This page with the same time chosen. */
function pathOf({ since, hours }: HandOverSince, zone: string): string {
  const query = new URLSearchParams();
  if (hours === null) query.set("since", fieldValue(since, zone));
  else query.set("hours", String(hours));
  return `/hand-over?${query.toString()}`;
}
