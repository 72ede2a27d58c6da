import Link from "next/link";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { TriageShape } from "@/components/triage-badge";
import { classes } from "@/components/ui/classes";
import type { Group } from "@/lib/worklist/groups";

/** One filter of the list, as a link: the address is the state. */
export type GroupChip = {
  group: Group | "all";
  label: string;
  count: number;
  href: string;
  current: boolean;
};

export type WorklistHeaderProps = {
  /** "Tuesday 24 November · Westside clinic" */
  subtitle: string;
  done: number;
  total: number;
  late: { count: number; href: string };
  /** "10:02 AM" */
  updatedAt: string;
  /** People who arrived since the list was fixed; they wait until somebody asks for them. */
  fresh?: { label: string; href: string; urgent: boolean } | null;
  chips: readonly GroupChip[];
  /** How many people the filters hide; always said, also when it is none. */
  hidden: { count: number; clearHref: string };
  actions?: ReactNode;
};

/** What stands above the worklist: progress, lateness, news, and the groups with their counts. */
export function WorklistHeader(props: WorklistHeaderProps) {
  const { done, total, late, updatedAt, fresh, chips, hidden } = props;
  return (
    <div className="grid gap-2">
      <PageHeader title="Worklist" subtitle={props.subtitle} actions={props.actions} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 tabular-nums">
        <span className="text-muted">
          <b className="font-semibold text-ink">{done}</b> of {total} done
        </span>
        <progress
          value={done}
          max={Math.max(total, 1)}
          aria-label="Done today"
          className="h-2 w-56 max-w-full max-sm:hidden"
        />
        {late.count > 0 ? (
          <Link
            prefetch={false}
            href={late.href}
            className="font-semibold text-urgent underline-offset-3 hover:underline"
          >
            {late.count} late
          </Link>
        ) : null}
        <span className="text-muted">
          Updated {updatedAt}
          {fresh && !fresh.urgent ? (
            <>
              {" · "}
              <Link prefetch={false} href={fresh.href} data-fresh="" className="link">
                {fresh.label}
              </Link>
            </>
          ) : null}
        </span>
        <span className="text-muted">
          {hidden.count} hidden by filters
          {hidden.count > 0 ? (
            <>
              {" · "}
              <Link prefetch={false} href={hidden.clearHref} className="link">
                Clear
              </Link>
            </>
          ) : null}
        </span>
        <output className="sm:ml-auto">
          {fresh?.urgent ? (
            <Link
              prefetch={false}
              href={fresh.href}
              data-fresh=""
              className="flex min-h-7 w-fit items-center gap-2 rounded-full border border-urgent-icon bg-urgent-tint px-3 font-semibold max-sm:min-h-11 text-urgent underline-offset-3 hover:underline"
            >
              <TriageShape level="urgent" />
              {fresh.label}
            </Link>
          ) : null}
        </output>
      </div>
      <nav
        aria-label="Groups"
        className="flex items-center gap-1 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 sm:flex-wrap print:hidden"
      >
        {chips.map((chip) => (
          <Link
            prefetch={false}
            key={chip.group}
            href={chip.href}
            aria-current={chip.current ? "true" : undefined}
            className={classes(
              "motion inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-full border bg-surface px-2.5 text-12 tabular-nums hover:bg-sunken max-sm:min-h-11",
              "aria-[current]:border-primary aria-[current]:bg-selected aria-[current]:font-semibold aria-[current]:text-primary",
              chip.count === 0 && "text-muted",
            )}
          >
            {chip.label} <span>{chip.count}</span>
          </Link>
        ))}
      </nav>
    </div>
  );
}
