import { createColumnHelper, metaHelper, tableFeatures } from "@tanstack/react-table";
import Link from "next/link";
import { MomentText, weekdayAndTime } from "@/components/moment-text";
import { ShownSigns } from "@/components/shown-signs";
import { TriageBadge } from "@/components/triage-badge";
import { buttonLook } from "@/components/ui/button";
import { outcomeLabel } from "@/lib/calls/outcomes";
import { DATA_PROBLEMS } from "@/lib/worklist/groups";
import type { WorklistRow } from "@/lib/worklist/row";

/** Where the row's links lead: the patient's id is appended. */
export type WorklistLinks = { record: string; call: string };

/** What the cells need besides their row. */
export type WorklistMeta = {
  links: WorklistLinks;
  mayCall: boolean;
};

/** Order, groups and pages come from the server, so the table needs none of the features. */
export const worklistFeatures = tableFeatures({
  columnMeta: metaHelper<{ className: string }>(),
  tableMeta: metaHelper<WorklistMeta>(),
});

const column = createColumnHelper<typeof worklistFeatures, WorklistRow>();

/** On phones the cells become the lines of a card; `order` and `span` say which. */
export const worklistColumns = column.columns([
  column.accessor("level", {
    header: "Triage",
    meta: { className: "sm:w-[14.6%] max-sm:order-1" },
    // The group above says the rest of it.
    cell: ({ row: { original } }) => (
      <TriageBadge
        level={original.level}
        word={original.level === "awaiting" ? "Awaiting" : original.levelWord}
      />
    ),
  }),
  column.accessor("name", {
    header: "Patient",
    meta: { className: "sm:w-[14.2%] max-sm:order-3" },
    cell: ({ row: { original }, table }) => (
      <>
        <Link
          prefetch={false}
          href={`${table.options.meta?.links.record}${original.patientId}`}
          data-record=""
          className="rounded-[3px] font-semibold underline-offset-3 hover:underline max-sm:text-16"
        >
          {original.name}
        </Link>
        <span className="block text-12 text-muted">
          {original.age === null ? null : `${original.age} · `}
          {original.treatment}
        </span>
      </>
    ),
  }),
  column.accessor("dayAndHour", {
    header: "Recovery",
    meta: { className: "sm:w-[6%] max-sm:order-4 max-sm:text-right sm:whitespace-nowrap" },
    cell: ({ getValue }) => <DayAndHour text={getValue()} />,
  }),
  column.accessor("why", {
    header: "Why flagged",
    meta: { className: "sm:w-[15.8%] max-sm:order-5 max-sm:col-span-2" },
    cell: ({ row: { original } }) => (
      <>
        {original.why}
        {original.moreReasons > 0 ? (
          <span className="text-12 whitespace-nowrap text-muted">
            {" "}
            +{original.moreReasons} more
          </span>
        ) : null}
        {original.dataProblems.length > 0 ? (
          <span className="block text-12 font-medium text-complication">
            {original.dataProblems.map((problem) => DATA_PROBLEMS[problem]).join(" · ")}
          </span>
        ) : null}
      </>
    ),
  }),
  column.accessor("signs", {
    header: "Reported",
    meta: { className: "sm:w-[15.2%] max-sm:order-6 max-sm:col-span-2" },
    cell: ({ row: { original } }) =>
      original.lastReport === null ? (
        <span className="text-muted">Nothing reported yet</span>
      ) : (
        <>
          <ShownSigns signs={original.signs} />
          <time
            dateTime={original.lastReport.iso}
            title={original.lastReport.absolute}
            className="block text-12 text-muted"
          >
            {original.lastReport.relative}
          </time>
        </>
      ),
  }),
  column.accessor("nextAction", {
    header: "Next action",
    meta: { className: "sm:w-[13.2%] max-sm:order-7 max-sm:col-span-2" },
    cell: ({ row: { original } }) =>
      original.done === null ? <NextAction row={original} /> : <Done done={original.done} />,
  }),
  column.accessor("due", {
    header: "Due",
    meta: { className: "sm:w-[8.2%] max-sm:order-2 max-sm:text-right sm:whitespace-nowrap" },
    cell: ({ row: { original } }) =>
      original.due === null || original.done !== null ? (
        <Nothing />
      ) : original.late === null ? (
        <MomentText moment={original.due} />
      ) : (
        <time
          dateTime={original.due.iso}
          title={original.due.absolute}
          className="block font-semibold text-urgent"
        >
          {original.late}
          <span className="block text-12 font-normal text-muted">
            {weekdayAndTime(original.due.absolute)}
          </span>
        </time>
      ),
  }),
  column.accessor("assignee", {
    header: "Owner",
    meta: { className: "sm:w-[5.6%] max-sm:order-8 max-sm:col-span-2" },
    cell: ({ row: { original } }) => <Owner row={original} />,
  }),
  column.display({
    id: "call",
    header: () => <span className="sr-only">Call</span>,
    meta: { className: "sm:w-[7.2%] max-sm:order-9 max-sm:col-span-2 sm:text-right print:hidden" },
    cell: ({ row: { original }, table }) => {
      const meta = table.options.meta;
      return meta?.mayCall ? <CallLinks row={original} links={meta.links} /> : null;
    },
  }),
]);

function Nothing() {
  return (
    <>
      <span aria-hidden="true" className="text-muted max-sm:hidden">
        —
      </span>
      <span className="sr-only">none</span>
    </>
  );
}

/** "Day 2 · 47 h": the day is what the eye looks for, the hour what the rules use. */
function DayAndHour({ text }: { text: string }) {
  const [day, ...hour] = text.split(" · ");
  return (
    <span className="tabular-nums">
      <span className="font-semibold">{day}</span>
      {hour.length > 0 ? (
        <span className="block text-12 text-muted">{hour.join(" · ")}</span>
      ) : null}
    </span>
  );
}

function NextAction({ row: { nextAction, lastContact } }: { row: WorklistRow }) {
  return (
    <>
      <span className="font-semibold">{nextAction}</span>
      {lastContact ? (
        <span className="block text-12 text-muted" title={lastContact.at.absolute}>
          {lastContact.attempts > 1 ? `${lastContact.attempts} tries · ` : null}
          {outcomeLabel(lastContact.outcome)}, {lastContact.at.relative}
          <span className="sr-only"> by {lastContact.by}</span>
        </span>
      ) : null}
    </>
  );
}

/** What today's call left on a row: the row stays where it is, greyed. */
function Done({ done }: { done: NonNullable<WorklistRow["done"]> }) {
  return (
    <>
      <span className="font-semibold">
        <span aria-hidden="true">✓ </span>
        {done.words}
      </span>
      <span className="block text-12 whitespace-nowrap text-muted">Done {done.at}</span>
    </>
  );
}

function Owner({ row: { claim, assignee } }: { row: WorklistRow }) {
  if (claim) {
    return (
      <span className="font-medium text-primary">
        {claim.mine ? "You" : claim.by}
        <time
          dateTime={claim.since.iso}
          title={claim.since.absolute}
          className="block text-12 text-muted"
        >
          calling, {claim.since.relative}
        </time>
      </span>
    );
  }
  return assignee ? (
    <span>
      <span className="text-muted sm:hidden">Owner: </span>
      {assignee}
    </span>
  ) : (
    <Nothing />
  );
}

function CallLinks({ row, links }: { row: WorklistRow; links: WorklistLinks }) {
  return (
    <span className="flex gap-2 sm:justify-end">
      {row.phone === null ? null : (
        <a
          href={`tel:${row.phone.replaceAll(/[^+\d]/g, "")}`}
          className={buttonLook({ variant: "primary" }, "flex-1 sm:hidden")}
        >
          Call {row.phone}
        </a>
      )}
      <Link
        prefetch={false}
        href={`${links.call}${row.patientId}`}
        data-call=""
        scroll={false}
        className={buttonLook({ size: "small" }, "max-sm:flex-1")}
      >
        Log call<span className="sr-only"> with {row.name}</span>
      </Link>
    </span>
  );
}
