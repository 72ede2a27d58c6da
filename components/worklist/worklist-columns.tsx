import { createColumnHelper, metaHelper, tableFeatures } from "@tanstack/react-table";
import { weekdayAndTime } from "@/components/moment-text";
import { TriageBadge } from "@/components/triage-badge";
import { ShownSigns } from "@/components/worklist/shown-signs";
import { SELECTION_FORM, TAKE_FORM, WAKE_FORM } from "@/components/worklist/worklist-forms";
import { outcomeLabel } from "@/lib/calls/outcomes";
import { DATA_PROBLEMS } from "@/lib/worklist/groups";
import type { WorklistRow } from "@/lib/worklist/row";

/** Where the row's links lead: the patient's id is appended, and `recordQuery` after that of the record. */
export type WorklistLinks = {
  record: string;
  recordQuery: string;
  call: string;
  assign: string;
  snooze: string;
  more: string;
};

/** What the cells need besides their row: where it leads, and what the person may do. */
export type WorklistMeta = {
  links: WorklistLinks;
  mayCall: boolean;
  mayTake: boolean;
  mayAssign: boolean;
  maySnooze: boolean;
};

/** Order, groups and pages come from the server, so the table needs none of the features. */
export const worklistFeatures = tableFeatures({
  columnMeta: metaHelper<{ className: string }>(),
  tableMeta: metaHelper<WorklistMeta>(),
});

const column = createColumnHelper<typeof worklistFeatures, WorklistRow>();

/**
 * What a row shows. It is drawn fifty times a page, twice: as HTML and as the data behind it. So
 * cells are few elements, looks are in worklist.css under the class of the column, and links are
 * plain: SoftLinks follows them.
 */
export const worklistColumns = column.columns([
  column.accessor("level", {
    header: "Triage",
    meta: { className: "of-triage" },
    // The group above says the rest of it.
    cell: ({ row: { original }, table }) => (
      <>
        {table.options.meta?.mayAssign ? <SelectBox row={original} /> : null}
        <TriageBadge
          level={original.level}
          word={original.level === "awaiting" ? "Awaiting" : original.levelWord}
        />
        {original.untouched === null ? null : (
          <time
            dateTime={original.untouched.since.iso}
            title={original.untouched.since.absolute}
            className="waiting"
          >
            {original.untouched.words}
          </time>
        )}
      </>
    ),
  }),
  column.accessor("name", {
    header: "Patient",
    meta: { className: "of-patient" },
    cell: ({ row: { original }, table }) => {
      const about =
        original.age === null ? original.treatment : `${original.age} · ${original.treatment}`;
      const links = table.options.meta?.links;
      return (
        <>
          <a data-record="" href={`${links?.record}${original.patientId}${links?.recordQuery}`}>
            {original.name}
          </a>
          <small title={about}>{about}</small>
          {original.household.length === 0 ? null : (
            <small>{`Shares a number with ${original.household.join(", ")}`}</small>
          )}
        </>
      );
    },
  }),
  column.accessor("dayAndHour", {
    header: "Recovery",
    meta: { className: "of-recovery" },
    // "Day 2 · 47 h": the day is what the eye looks for, the hour what the rules use.
    cell: ({ getValue }) => {
      const [day, ...hour] = getValue().split(" · ");
      return (
        <>
          {day}
          {hour.length > 0 ? <small>{hour.join(" · ")}</small> : null}
        </>
      );
    },
  }),
  column.accessor("why", {
    header: "Why flagged",
    meta: { className: "of-why" },
    cell: ({ row: { original } }) => {
      const { why, moreReasons, dataProblems } = original;
      const problems = dataProblems.map((problem) => DATA_PROBLEMS[problem]).join(" · ");
      return (
        <>
          {moreReasons > 0 ? `${why} ` : why}
          {moreReasons > 0 ? <small>{`+${moreReasons} more`}</small> : null}
          {problems === "" ? null : <b>{problems}</b>}
        </>
      );
    },
  }),
  column.accessor("signs", {
    header: "Reported",
    meta: { className: "of-signs" },
    cell: ({ row: { original } }) =>
      original.lastReport === null ? (
        <small>Nothing reported yet</small>
      ) : (
        <>
          <ShownSigns signs={original.signs} all={original.allSigns} />
          <time dateTime={original.lastReport.iso} title={original.lastReport.absolute}>
            {original.moreSigns > 0
              ? `${original.lastReport.relative} · +${original.moreSigns} more`
              : original.lastReport.relative}
          </time>
        </>
      ),
  }),
  column.accessor("nextAction", {
    header: "Next action",
    meta: { className: "of-next" },
    cell: ({ row: { original }, table }) =>
      original.done !== null ? (
        <Done done={original.done} />
      ) : original.snoozedUntil !== null ? (
        <Snoozed row={original} mayWake={table.options.meta?.maySnooze ?? false} />
      ) : (
        <NextAction row={original} />
      ),
  }),
  column.accessor("due", {
    header: "Due",
    meta: { className: "of-due" },
    cell: ({ row: { original } }) => {
      const { due, late, done, snoozedUntil } = original;
      if (due === null || done !== null || snoozedUntil !== null) return null;
      return (
        <time
          dateTime={due.iso}
          title={due.absolute}
          className={late === null ? undefined : "late"}
        >
          {late ?? due.relative}
          <small>{weekdayAndTime(due.absolute)}</small>
        </time>
      );
    },
  }),
  column.accessor("assignee", {
    header: "Owner",
    meta: { className: "of-owner" },
    cell: ({ row: { original }, table }) => (
      <Owner row={original} mayTake={table.options.meta?.mayTake ?? false} />
    ),
  }),
  column.display({
    id: "call",
    header: () => <span className="sr-only">Call</span>,
    meta: { className: "of-acts" },
    cell: ({ row: { original }, table }) => {
      const meta = table.options.meta;
      return meta?.mayCall || meta?.mayAssign ? <RowLinks row={original} meta={meta} /> : null;
    },
  }),
]);

/** Part of the form under the list; its box is larger than it looks. */
function SelectBox({ row }: { row: WorklistRow }) {
  return (
    <label className="select">
      <input type="checkbox" name="selected" value={row.patientId} form={SELECTION_FORM} />
      <span className="sr-only">Select {row.name}</span>
    </label>
  );
}

/** Until when somebody put the row behind its group, and the way to end that. */
function Snoozed({ row, mayWake }: { row: WorklistRow; mayWake: boolean }) {
  if (row.snoozedUntil === null) return null;
  const { iso, absolute } = row.snoozedUntil;
  return (
    <>
      <time dateTime={iso} title={`${row.nextAction}, ${absolute}`}>
        {`Snoozed until ${weekdayAndTime(absolute)} or a new symptom`}
      </time>
      {mayWake ? (
        <button
          className="quiet"
          type="submit"
          form={WAKE_FORM}
          name="patientId"
          value={row.patientId}
          aria-label={`Wake ${row.name} now`}
        >
          Wake now
        </button>
      ) : null}
    </>
  );
}

function NextAction({ row: { nextAction, lastContact } }: { row: WorklistRow }) {
  if (lastContact === null) return nextAction;
  const { outcome, at, by, attempts } = lastContact;
  return (
    <>
      <p title={nextAction}>{nextAction}</p>
      <small title={`${at.absolute}, by ${by}`}>
        {`${outcomeLabel(outcome)}, ${at.relative}${attempts > 1 ? ` · ${attempts} tries` : ""}`}
        <span className="sr-only">{` by ${by}`}</span>
      </small>
    </>
  );
}

/** What today's call left on a row: the row stays where it is, greyed. */
function Done({ done }: { done: NonNullable<WorklistRow["done"]> }) {
  return (
    <>
      {`✓ ${done.words}`}
      <small>{`Done ${done.at}`}</small>
    </>
  );
}

function Owner({ row, mayTake }: { row: WorklistRow; mayTake: boolean }) {
  const { claim, assignee } = row;
  if (claim !== null) {
    return (
      <span className="calling">
        {claim.mine ? "You" : claim.by}
        <small title={claim.since.absolute}>{`calling, ${claim.since.relative}`}</small>
      </span>
    );
  }
  if (assignee !== null || !mayTake) return assignee;
  return (
    <button
      className="quiet"
      type="submit"
      form={TAKE_FORM}
      name="patientIds"
      value={row.patientId}
      aria-label={`Take ${row.name}`}
    >
      Take
    </button>
  );
}

function RowLinks({ row, meta }: { row: WorklistRow; meta: WorklistMeta }) {
  const { links, mayCall, mayAssign } = meta;
  return (
    <>
      {!mayCall || row.phone === null ? null : (
        <a className="dial" href={`tel:${row.phone.replaceAll(/[^+\d]/g, "")}`}>
          {`Call ${row.phone}${row.phoneOf === null ? "" : ` (${row.phoneOf})`}`}
        </a>
      )}
      {mayCall ? (
        <a
          className="act"
          data-call=""
          href={`${links.call}${row.patientId}`}
          aria-label={`Log call with ${row.name}`}
        >
          Log call
        </a>
      ) : null}
      {mayAssign ? (
        <a
          className="more"
          href={`${links.more}${row.patientId}`}
          aria-label={`More for ${row.name}`}
        >
          ⋯
        </a>
      ) : null}
    </>
  );
}
