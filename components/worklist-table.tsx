"use client";

import { useTable } from "@tanstack/react-table";
import { Fragment } from "react";
import { TriageShape } from "@/components/triage-badge";
import { classes } from "@/components/ui/classes";
import { SCROLLER } from "@/components/ui/table";
import {
  type WorklistMeta,
  worklistColumns,
  worklistFeatures,
} from "@/components/worklist-columns";
import { WorklistKeys } from "@/components/worklist-keys";
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
  density?: "comfortable" | "compact";
  shortcuts?: boolean;
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
  density = "comfortable",
  shortcuts = true,
  ...meta
}: WorklistTableProps) {
  const table = useTable({
    features: worklistFeatures,
    columns: worklistColumns,
    data: rows,
    meta,
    getRowId: (row) => row.patientId,
  });
  const width = worklistColumns.length;

  return (
    <WorklistKeys enabled={shortcuts} selectedId={selectedId}>
      <section
        aria-label="Worklist"
        {...SCROLLER}
        className="relative isolate sm:max-h-[max(24rem,calc(100dvh-13.25rem))] sm:overflow-auto sm:rounded-card sm:border sm:bg-surface print:max-h-none print:overflow-visible"
      >
        <table
          {...AS.table}
          className="w-full border-separate border-spacing-0 text-left text-14 max-sm:block sm:min-w-[68rem] sm:table-fixed"
        >
          <thead {...AS.rowgroup} className="max-sm:sr-only max-sm:block">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} {...AS.row}>
                {group.headers.map((header) => (
                  <th
                    key={header.id}
                    {...AS.columnheader}
                    scope="col"
                    className={classes(
                      "sticky top-0 z-10 border-b bg-surface px-2 py-2 text-12 font-medium whitespace-nowrap text-muted first:pl-2.5",
                      header.column.columnDef.meta?.className,
                    )}
                  >
                    <table.FlexRender header={header} />
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody {...AS.rowgroup} className="max-sm:grid max-sm:gap-2">
            {table.getRowModel().rows.map((row, index, all) => {
              const { group, patientId, done } = row.original;
              const opens = grouped && group !== all[index - 1]?.original.group;
              return (
                <Fragment key={row.id}>
                  {opens ? (
                    <GroupRow group={group} count={counts[group] ?? 0} width={width} />
                  ) : null}
                  <tr
                    {...AS.row}
                    data-row={patientId}
                    data-done={done === null ? undefined : ""}
                    className={classes(
                      "group/row scroll-my-12 print:break-inside-avoid",
                      "max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-1.5 max-sm:rounded-card max-sm:border max-sm:bg-surface max-sm:p-3",
                      "sm:hover:bg-sunken focus-within:bg-selected sm:focus-within:bg-selected",
                      selectedId === patientId && "bg-selected",
                      done !== null &&
                        "text-muted [&_.text-ink]:text-muted [&_[data-record]]:line-through",
                    )}
                  >
                    {row.getAllCells().map((cell, place) => (
                      <td
                        key={cell.id}
                        {...AS.cell}
                        className={classes(
                          "min-w-0 sm:border-b sm:px-2",
                          density === "compact" ? "sm:py-0.5" : "sm:py-[5px]",
                          place === 0 &&
                            "sm:border-l-[3px] sm:border-l-transparent sm:group-focus-within/row:border-l-primary",
                          cell.column.columnDef.meta?.className,
                        )}
                      >
                        <table.FlexRender cell={cell} />
                      </td>
                    ))}
                  </tr>
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </section>
    </WorklistKeys>
  );
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
    <tr {...AS.row} className="max-sm:block">
      <th
        {...AS.rowheader}
        scope="rowgroup"
        colSpan={width}
        className="bg-sunken px-2.5 py-1 text-12 font-semibold max-sm:block max-sm:bg-transparent max-sm:px-0 max-sm:pt-3 sm:border-b"
      >
        <span className="flex items-center gap-1.5">
          {level === undefined ? null : <TriageShape level={level} />}
          {GROUPS.find((each) => each.group === group)?.label}
          <span className="font-medium text-muted tabular-nums">{count}</span>
        </span>
      </th>
    </tr>
  );
}
