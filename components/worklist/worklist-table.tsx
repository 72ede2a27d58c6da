"use client";

import { flexRender, type Row, useTable } from "@tanstack/react-table";
import { Fragment, memo } from "react";
import { TriageShape } from "@/components/triage-badge";
import { SCROLLER } from "@/components/ui/table";
import { useSavedRow } from "@/components/worklist/saved-row";
import {
  type WorklistMeta,
  worklistColumns,
  worklistFeatures,
} from "@/components/worklist/worklist-columns";
import { WorklistKeys } from "@/components/worklist/worklist-keys";
import { WorklistSelection } from "@/components/worklist/worklist-selection";
import type { Density } from "@/lib/preferences";
import { GROUPS, type Group } from "@/lib/worklist/groups";
import type { WorklistRow } from "@/lib/worklist/row";

export type WorklistTableProps = WorklistMeta & {
  /** In their order, a group's rows together. */
  rows: WorklistRow[];
  /** People in each group, also those on other pages. */
  counts: Readonly<Partial<Record<Group, number>>>;
  /** Whether the rows stand in their groups, each under its heading. */
  grouped: boolean;
  /** The row the cursor stands on when the page opens. */
  selectedId?: string | null;
  density: Density;
  shortcuts: boolean;
  /** The parameters of the address that name this list. */
  listQuery: string;
};

/** Said aloud once more, since a table laid out as cards loses its roles in some browsers. */
const AS = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** The worklist: a table from 640 px on, cards below. The server decides what is in it, and where. */
export function WorklistTable({
  rows,
  counts,
  grouped,
  selectedId = null,
  density,
  shortcuts,
  listQuery,
  ...meta
}: WorklistTableProps) {
  const table = useTable({
    features: worklistFeatures,
    columns: worklistColumns,
    data: useSavedRow(rows),
    meta,
    getRowId: (row) => row.patientId,
  });
  const width = worklistColumns.length;

  return (
    <WorklistKeys enabled={shortcuts} selectedId={selectedId} meta={meta}>
      <section aria-label="Worklist" {...SCROLLER} className="worklist-frame">
        <table {...AS.table} className="worklist" data-density={density}>
          <thead {...AS.rowgroup}>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} {...AS.row}>
                {group.headers.map((header) => (
                  <th
                    key={header.id}
                    {...AS.columnheader}
                    scope="col"
                    className={header.column.columnDef.meta?.className}
                  >
                    {flexRender(header.column.columnDef.header, header.getContext())}
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody {...AS.rowgroup}>
            {table.getRowModel().rows.map((row, index, all) => {
              const { group, patientId } = row.original;
              const opens = grouped && group !== all[index - 1]?.original.group;
              return (
                <Fragment key={row.id}>
                  {opens ? (
                    <GroupRow group={group} count={counts[group] ?? 0} width={width} />
                  ) : null}
                  <PatientRow row={row} meta={meta} selected={selectedId === patientId} />
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </section>
      {meta.mayAssign ? (
        <WorklistSelection
          rowIds={rows.map(({ patientId }) => patientId)}
          listQuery={listQuery}
          maySnooze={meta.maySnooze}
        />
      ) : null}
    </WorklistKeys>
  );
}

type PatientRowProps = {
  row: Row<typeof worklistFeatures, WorklistRow>;
  meta: WorklistMeta;
  selected: boolean;
};

/** One patient. Most drawings of the list change one row, so the others are left as they stand. */
const PatientRow = memo(
  function PatientRow({ row, selected }: PatientRowProps) {
    const { patientId, done, snoozedUntil } = row.original;
    return (
      <tr
        {...AS.row}
        data-row={patientId}
        data-done={done === null ? undefined : ""}
        data-snoozed={snoozedUntil === null ? undefined : ""}
        className={selected ? "selected" : undefined}
      >
        {row.getAllCells().map((cell) => (
          <td key={cell.id} {...AS.cell} className={cell.column.columnDef.meta?.className}>
            {flexRender(cell.column.columnDef.cell, cell.getContext())}
          </td>
        ))}
      </tr>
    );
  },
  (before, after) => drawn(before) === drawn(after),
);

/** All that a row is drawn from. */
function drawn({ row, meta, selected }: PatientRowProps): string {
  return JSON.stringify([row.original, meta, selected]);
}

const GROUP_LEVEL = {
  review_by_hand: null,
  emergency: "emergency",
  urgent: "urgent",
  complication: "complication",
  watch: "watch",
  data_problem: undefined,
  awaiting: "awaiting",
  call_back: undefined,
  expected: "expected",
} as const satisfies Record<Group, unknown>;

function GroupRow({ group, count, width }: { group: Group; count: number; width: number }) {
  const level = GROUP_LEVEL[group];
  return (
    <tr {...AS.row} className="group">
      <th {...AS.rowheader} scope="rowgroup" colSpan={width}>
        {level === undefined ? null : <TriageShape level={level} />}
        {`${GROUPS.find((each) => each.group === group)?.label} `}
        <small>{count}</small>
      </th>
    </tr>
  );
}
