import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { preferencesOf } from "@/app/preferences";
import { openText } from "@/app/sealed-text";
import { viewsOf } from "@/app/views";
import { PreloadCallForm } from "@/components/call/preload-call-form";
import { LivePage } from "@/components/shell/live-page";
import { ButtonLink } from "@/components/ui/button";
import { ListNotice } from "@/components/worklist/list-notice";
import { TAKE_FORM, WAKE_FORM } from "@/components/worklist/worklist-forms";
import { WorklistHeader } from "@/components/worklist/worklist-header";
import { WorklistSelection } from "@/components/worklist/worklist-selection";
import { WorklistSitting } from "@/components/worklist/worklist-sitting";
import { WorklistSort } from "@/components/worklist/worklist-sort";
import {
  FilterEmpty,
  FirstRun,
  NobodyFollowed,
  NothingLeft,
  PageEmpty,
} from "@/components/worklist/worklist-states";
import { WorklistTable } from "@/components/worklist/worklist-table";
import { type ViewChoice, WorklistViews } from "@/components/worklist/worklist-views";
import { findLoggedCall } from "@/db/queries/calls";
import { countPatients } from "@/db/queries/patients";
import { listPeopleWhoMay } from "@/db/queries/staff";
import type { SavedView } from "@/db/queries/views";
import { listWorklist, type Worklist } from "@/db/queries/worklist";
import { may } from "@/lib/actor";
import { clock, longDay, soonWords } from "@/lib/dates";
import { uuidOrNull } from "@/lib/forms/uuid";
import { filterWords } from "@/lib/worklist/filter-words";
import {
  EVERYBODY,
  filterQuery,
  lateAmong,
  parseFilters,
  WORKLIST_ORDERS,
  type WorklistFilters,
} from "@/lib/worklist/filters";
import { GROUPS } from "@/lib/worklist/groups";
import { rowOf } from "@/lib/worklist/line";
import { newsWords } from "@/lib/worklist/news";
import type { WorklistRow } from "@/lib/worklist/row";
import { unpackIds } from "@/lib/worklist/selection";
import { BUILT_IN_VIEWS, type View, viewQuery } from "@/lib/worklist/views";
import { CallDrawer } from "./call-drawer";
import { CallSaved } from "./call-saved";
import { LIST_DIALOGS, printPath, viewsPath, withMore, worklistPath } from "./paths";
import { takePatients, wakePatient } from "./row-actions";
import { RowDialog } from "./row-dialog";
import { ViewsDialog } from "./views-dialog";

export const metadata: Metadata = { title: "Worklist" };

type Query = Record<string, string | string[] | undefined>;

export default async function WorklistPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requireStaff();
  const query = await searchParams;
  const parsed = parseFilters(query);
  if (!parsed.ok) notFound();
  const now = new Date();
  const logged = uuidOrNull(query.logged);
  const also = uuidOrNull(query.also);
  const { clinic } = actor;
  const [list, saved] = await orForbidden(actor, () =>
    Promise.all([
      listWorklist(actor, parsed.filters, now),
      logged === null ? null : findLoggedCall(actor, { callId: logged, alsoCallId: also }),
    ]),
  );
  // Every link of this page leads on in the same sitting.
  const filters = { ...parsed.filters, sitting: list.sitting };
  const rows = list.lines.map((line) => rowOf(line, now, clinic));
  // Whoever went on from the last open row goes to the next page; a page that is redrawn stays.
  const goesOn = saved !== null && query.then === "next" && !actor.background;
  if (goesOn && list.next && !nextOpenRow(rows, saved.patientId)) {
    const nextPage = worklistPath({ ...filters, after: list.next });
    redirect(
      withMore(nextPage, [
        ["logged", saved.callId],
        ["then", "next"],
      ]),
    );
  }

  const preferences = await preferencesOf(actor);
  const back = worklistPath(filters);
  const dialog = LIST_DIALOGS.find((each) => each === query.open) ?? null;
  const who = uuidOrNull(query.who);
  if (query.open !== undefined && dialog === null) notFound();
  if (query.who !== undefined && who === null) notFound();
  const selected = unpackIds(query.selected);
  const said = await openText("notice", query.said);
  const calling = uuidOrNull(query.call);
  if (query.call !== undefined && calling === null) notFound();
  const total = Object.values(list.counts).reduce((sum, count) => sum + count, 0);
  const shown = filters.group ? list.counts[filters.group] : total;
  const filtered = filters.group !== null || filters.assigned !== null || filters.list !== null;
  const role = actor.role;
  const mayAssign = may(role, "assign follow-up");

  return (
    <>
      <LivePage readAt={now} clock={clock(now, clinic.timeZone)} />
      <WorklistSitting href={worklistPath(filters)} />
      <WorklistHeader
        subtitle={`${longDay(now, clinic.timeZone)} · ${clinic.name}`}
        done={list.done}
        total={total}
        late={{ count: list.late, href: worklistPath(lateAmong(filters)) }}
        updatedAt={clock(now, clinic.timeZone)}
        fresh={freshOf(list, parsed.filters)}
        chips={chipsOf(list, total, filters)}
        hidden={{
          count: list.everybody - shown,
          clearHref: worklistPath({ ...EVERYBODY, sitting: list.sitting }),
        }}
        actions={
          <>
            <OwnerFilter filters={filters} />
            <WorklistViews
              views={viewChoices(await viewsOf(actor), filters)}
              manageHref={viewsPath(filters)}
            />
            <ButtonLink href={printPath(filters)} size="small" className="max-sm:hidden">
              Print
            </ButtonLink>
            <WorklistSort
              orders={WORKLIST_ORDERS.map(({ order, label }) => ({
                label,
                href: worklistPath({ ...filters, order, after: null }),
                current: filters.order === order,
              }))}
            />
          </>
        }
      />
      {saved ? (
        <CallSaved
          call={saved}
          kept={query.kept}
          now={now}
          zone={clinic.timeZone}
          back={worklistPath(filters)}
        />
      ) : null}
      <form id={TAKE_FORM} action={takePatients.bind(null, back)} />
      <form id={WAKE_FORM} action={wakePatient.bind(null, back)} />
      <div className="mt-3">
        {rows.length > 0 ? (
          <>
            {list.dueToday === 0 && filters.after === null ? (
              <NothingLeft
                done={list.done}
                total={total}
                nextDue={list.nextDueAt && soonWords(list.nextDueAt, now, clinic.timeZone, "at ")}
              />
            ) : null}
            <WorklistTable
              rows={rows}
              counts={list.counts}
              grouped={filters.order === "priority"}
              selectedId={selectedRow(rows, query, saved?.patientId ?? null)}
              links={{
                record: "/patients/",
                recordQuery: `?from=${encodeURIComponent(filterQuery(filters).toString())}`,
                call: worklistPath(filters, "call"),
                assign: worklistPath(filters, "assign"),
                snooze: worklistPath(filters, "snooze"),
                more: worklistPath(filters, "more"),
              }}
              mayCall={may(role, "log call")}
              mayTake={mayAssign && may(role, "log call")}
              mayAssign={mayAssign}
              maySnooze={may(role, "snooze follow-up")}
              density={preferences.density}
              shortcuts={preferences.shortcuts}
              listQuery={filterQuery(filters).toString()}
            />
          </>
        ) : filters.after !== null ? (
          <PageEmpty firstHref={worklistPath({ ...filters, after: null })} />
        ) : filtered ? (
          <FilterEmpty filters={filterWords(filters)} clearHref={worklistPath(EVERYBODY)} />
        ) : (await countPatients(actor)) > 0 ? (
          <NobodyFollowed />
        ) : (
          <FirstRun
            importHref={may(role, "import treatments") ? "/imports" : null}
            importers={(await listPeopleWhoMay(actor, "import treatments")).map(({ name }) => name)}
          />
        )}
        {rows.length === 0 && mayAssign ? (
          <WorklistSelection
            rowIds={[]}
            listQuery={filterQuery(filters).toString()}
            maySnooze={may(role, "snooze follow-up")}
          />
        ) : null}
      </div>
      <ListNotice said={said} />
      <Pages filters={filters} next={list.next} />
      {may(actor.role, "log call") ? <PreloadCallForm /> : null}
      {calling && may(actor.role, "log call") ? (
        <CallDrawer actor={actor} clinic={clinic} patientId={calling} filters={filters} now={now} />
      ) : null}
      {dialog === "views" ? (
        <ViewsDialog actor={actor} filters={filters} words={filterWords(filters)} />
      ) : dialog !== null && mayAssign ? (
        <RowDialog {...{ actor, clinic, who, selected, filters, now }} shows={dialog} />
      ) : null}
    </>
  );
}

/**
 * People who came up since the sitting began wait behind this link, which begins a new one. An
 * urgent one is shown whatever the filters say.
 */
function freshOf({ news }: Worklist, filters: WorklistFilters) {
  const label = newsWords(news);
  if (label === null) return null;
  const urgent = news.urgent > 0;
  const shown = urgent ? EVERYBODY : { ...filters, sitting: null, after: null };
  return { label, urgent, href: worklistPath(shown) };
}

function chipsOf({ counts }: Worklist, total: number, filters: WorklistFilters) {
  const all = {
    group: "all" as const,
    label: "All",
    count: total,
    href: worklistPath({ ...filters, group: null, after: null }),
    current: filters.group === null,
  };
  const groups = GROUPS.map(({ group, label }) => ({
    group,
    label,
    count: counts[group],
    href: worklistPath({ ...filters, group, after: null }),
    current: filters.group === group,
  }));
  return [all, ...groups];
}

/** The row that was just saved, or the next one that isn't done: where the cursor goes. */
function selectedRow(rows: WorklistRow[], query: Query, savedPatient: string | null) {
  if (savedPatient === null) return uuidOrNull(query.row);
  if (query.then !== "next") return savedPatient;
  return nextOpenRow(rows, savedPatient)?.patientId ?? savedPatient;
}

/** The next row below a patient's that isn't done, or else the first one above. */
function nextOpenRow(rows: WorklistRow[], patientId: string): WorklistRow | undefined {
  const at = rows.findIndex((row) => row.patientId === patientId);
  const open = (row: WorklistRow) => row.done === null && row.patientId !== patientId;
  return rows.slice(at + 1).find(open) ?? rows.find(open);
}

function viewChoices(saved: readonly SavedView[], filters: WorklistFilters): ViewChoice[] {
  const query = viewQuery(filters);
  const choice = (view: View, by: string | null) => ({
    label: view.name,
    href: `/worklist?${view.query}`,
    current: view.query === query,
    by,
  });
  return [
    ...BUILT_IN_VIEWS.map((view) => choice(view, null)),
    ...saved.map((view) => choice(view, view.mine ? null : view.owner)),
  ];
}

function OwnerFilter({ filters }: { filters: WorklistFilters }) {
  const choices = [
    { assigned: null, label: "Everyone’s" },
    { assigned: "mine", label: "Mine" },
    { assigned: "nobody", label: "Unassigned" },
  ] as const;
  return (
    <nav aria-label="Owner" className="flex gap-1 print:hidden">
      {choices.map(({ assigned, label }) => (
        <ButtonLink
          key={label}
          href={worklistPath({ ...filters, assigned, after: null })}
          size="small"
          variant={filters.assigned === assigned ? "secondary" : "quiet"}
          aria-current={filters.assigned === assigned ? "true" : undefined}
        >
          {label}
        </ButtonLink>
      ))}
    </nav>
  );
}

function Pages({ filters, next }: { filters: WorklistFilters; next: Worklist["next"] }) {
  if (filters.after === null && next === null) return null;
  return (
    <nav aria-label="Pages of the list" className="mt-3 flex justify-end gap-2 print:hidden">
      {filters.after ? (
        <ButtonLink href={worklistPath({ ...filters, after: null })}>First page</ButtonLink>
      ) : null}
      {next ? (
        <ButtonLink href={worklistPath({ ...filters, after: next })}>Next page</ButtonLink>
      ) : null}
    </nav>
  );
}
