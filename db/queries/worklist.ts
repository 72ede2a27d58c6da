import { eq, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { clinics } from "@/db/schema/clinic";
import { dateOrNull, type RawLine, readLines, toLine } from "@/db/worklist-lines";
import { worklistStatement } from "@/db/worklist-statement";
import { type Actor, requirePermission } from "@/lib/actor";
import { dayOf } from "@/lib/dates";
import type { Cursor, WorklistFilters, WorklistOrder } from "@/lib/worklist/filters";
import { GROUPS, type Group } from "@/lib/worklist/groups";
import type { WorklistLine } from "@/lib/worklist/line";

export type Worklist = {
  /** The instant as of which the list stands. */
  sitting: Date;
  lines: WorklistLine[];
  /** People in each group of the sitting that the filters let through: what each list shows. */
  counts: Record<Group, number>;
  /** Everybody in the sitting, whatever the filters say. */
  everybody: number;
  /** Of the people counted: those whose rows say so. Never more than there are. */
  done: number;
  /** Of everybody with the owner that is asked for: past their due time now. What `lateAmong` lists. */
  late: number;
  /** Of those let through now: waiting for somebody today, or late. */
  dueToday: number;
  /** When the next call after today is due; null when none is. */
  nextDueAt: Date | null;
  /** Who came up since the sitting began: all that the filters let through, and the urgent of everybody. */
  news: { all: number; urgent: number };
  /** Where the next page begins; null on the last one. */
  next: Cursor | null;
};

const PAGE = 50;

/** An older sitting isn't continued: what it began with is no longer kept, and nobody sits that long. */
const LONGEST_SITTING_HOURS = 24;

/**
 * The patients under follow-up as they stood when the sitting began, so that nothing moves under
 * the hand, each row saying what is true at `now`. Without a sitting, or with one that is over, one
 * begins at `now`. In the order asked for; the written one is group, overdue promise, oldest reason,
 * highest hour, id, with snoozed lines last in their group.
 */
export async function listWorklist(
  actor: Actor,
  filters: WorklistFilters,
  now: Date,
  database: Database = db,
): Promise<Worklist> {
  requirePermission(actor, "see worklist");
  const { clinicId, staffId } = actor;
  const sitting = sittingOf(filters, now);
  return inClinic(actor, database, async (tx) => {
    const today = dayOf(now, await zoneOf(tx, clinicId));
    const ask = { clinicId, staffId, filters, sitting, now, today, limit: PAGE + 1 };
    const { rows } = await tx.execute<RawPlace>(worklistStatement(ask));
    const counts = Object.fromEntries(GROUPS.map(({ group }) => [group, 0])) as Record<
      Group,
      number
    >;
    // Counts and news come with every row, and in one row of their own when nobody is listed.
    const [first] = rows;
    for (const { group, count } of first!.counts) counts[group] = count;
    const lines = rows.filter((row) => row.id !== null);
    const last = lines.length > PAGE ? lines[PAGE - 1]! : null;
    return {
      sitting,
      lines: lines.slice(0, PAGE).map(toLine),
      counts,
      everybody: first!.everybody,
      done: first!.done,
      late: first!.late,
      dueToday: first!.due_today,
      nextDueAt: dateOrNull(first!.next_due_at),
      news: { all: first!.news, urgent: first!.news_urgent },
      next: last && cursorOf(last, filters.order),
    };
  });
}

/** One patient's line as it stands at `now`; null when nobody follows them. */
export async function findWorklistLine(
  actor: Actor,
  patientId: string,
  now: Date,
  database: Database = db,
): Promise<WorklistLine | null> {
  requirePermission(actor, "see worklist");
  const ask = { clinicId: actor.clinicId, staffId: actor.staffId, now: now.toISOString() };
  const [line] = await inClinic(actor, database, (tx) =>
    readLines(tx, ask, sql`patient_id = ${patientId}`),
  );
  return line ?? null;
}

async function zoneOf(tx: Database, clinicId: string): Promise<string> {
  const [clinic] = await tx
    .select({ zone: clinics.timeZone })
    .from(clinics)
    .where(eq(clinics.id, clinicId));
  if (!clinic) throw new Error("The actor's clinic is gone.");
  return clinic.zone;
}

function sittingOf({ sitting }: WorklistFilters, now: Date): Date {
  const begun = sitting?.getTime() ?? Number.NaN;
  const longest = now.getTime() - LONGEST_SITTING_HOURS * 3_600_000;
  return begun > longest && begun <= now.getTime() ? new Date(begun) : now;
}

/** A line with its place, and what is counted beside it. */
type RawPlace = RawLine & {
  counts: { group: Group; count: number }[];
  everybody: number;
  done: number;
  late: number;
  due_today: number;
  next_due_at: string | null;
  news: number;
  news_urgent: number;
  list_rank: number;
  promise_rank: number;
  reason_since: string;
  placed_treated_at: string;
  placed_due_at: string;
};

function cursorOf(row: RawPlace, order: WorklistOrder): Cursor {
  const keys = {
    priority: [
      String(row.list_rank),
      String(row.promise_rank),
      at(row.reason_since),
      at(row.placed_treated_at),
    ],
    due: [at(row.placed_due_at)],
    hour: [at(row.placed_treated_at)],
    name: [],
  };
  return { key: keys[order], id: row.id! };
}

function at(text: string): string {
  return new Date(text).toISOString();
}
