import { type Database, db, inClinic } from "@/db/client";
import { worklistStatement } from "@/db/worklist-statement";
import { type Actor, requirePermission } from "@/lib/actor";
import type { Outcome } from "@/lib/calls/outcomes";
import type { Stored } from "@/lib/stored-json";
import type { Reason, SignTrend } from "@/lib/triage/assessment";
import type { Level } from "@/lib/triage/protocol";
import type { Cursor, WorklistFilters, WorklistOrder } from "@/lib/worklist/filters";
import { type DataProblem, GROUPS, type Group } from "@/lib/worklist/groups";
import type { WorklistLine } from "@/lib/worklist/line";

export type Worklist = {
  /** The instant as of which the list stands. */
  sitting: Date;
  lines: WorklistLine[];
  /** People in each group of the sitting that the filters let through: what each list shows. */
  counts: Record<Group, number>;
  /** Everybody in the sitting, whatever the filters say. */
  everybody: number;
  /** Of those people: called today, or closed since. Never more than there are. */
  calledToday: number;
  /** Of those let through now: past their due time, and waiting for somebody today. */
  late: number;
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
    const ask = { clinicId, staffId, filters, sitting, now, limit: PAGE + 1 };
    const { rows } = await tx.execute<RawLine>(worklistStatement(ask));
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
      calledToday: first!.called_today,
      late: first!.late,
      dueToday: first!.due_today,
      nextDueAt: dateOrNull(first!.next_due_at),
      news: { all: first!.news, urgent: first!.news_urgent },
      next: last && cursorOf(last, filters.order),
    };
  });
}

function sittingOf({ sitting }: WorklistFilters, now: Date): Date {
  const begun = sitting?.getTime() ?? Number.NaN;
  const longest = now.getTime() - LONGEST_SITTING_HOURS * 3_600_000;
  return begun > longest && begun <= now.getTime() ? new Date(begun) : now;
}

type RawLine = {
  counts: { group: Group; count: number }[];
  everybody: number;
  called_today: number;
  late: number;
  due_today: number;
  next_due_at: string | null;
  news: number;
  news_urgent: number;
  id: string | null;
  group: Group;
  list_rank: number;
  promise_rank: number;
  reason_since: string;
  placed_treated_at: string;
  placed_due_at: string;
  turned_silent: boolean;
  level: Level | null;
  treated_at: string;
  data_problems: DataProblem[];
  next_action: string;
  due_at: string;
  promised_at: string | null;
  silent_at: string | null;
  snoozed_until: string | null;
  untouched_since: string | null;
  closed_at: string | null;
  attempts: number;
  patient_id: string;
  name: string;
  birth_on: string | null;
  device: string | null;
  depth_mm: string | null;
  areas: string | null;
  reasons: Stored<readonly Reason[]>;
  trends: Stored<readonly SignTrend[]>;
  reported_at: string | null;
  last_call_id: string | null;
  last_call_at: string | null;
  last_outcome: Outcome | null;
  last_caller: string | null;
  assignee: string | null;
  claim_by: string | null;
  claimed_at: string | null;
  claim_mine: boolean;
  phone: string | null;
  household: string[] | null;
};

function toLine(row: RawLine): WorklistLine {
  return {
    patientId: row.patient_id,
    name: row.name,
    birthOn: row.birth_on,
    group: row.group,
    level: row.turned_silent ? "awaiting" : row.level,
    turnedSilent: row.turned_silent,
    treatedAt: new Date(row.treated_at),
    areas: row.areas,
    device: row.device,
    depthMm: row.depth_mm === null ? null : Number(row.depth_mm),
    reasons: row.reasons,
    trends: row.trends,
    reportedAt: dateOrNull(row.reported_at),
    dataProblems: row.data_problems,
    nextAction: row.next_action,
    dueAt: new Date(row.due_at),
    promisedAt: dateOrNull(row.promised_at),
    silentAt: dateOrNull(row.silent_at),
    snoozedUntil: dateOrNull(row.snoozed_until),
    untouchedSince: dateOrNull(row.untouched_since),
    closedAt: dateOrNull(row.closed_at),
    attempts: row.attempts,
    lastCallId: row.last_call_id,
    lastCallAt: dateOrNull(row.last_call_at),
    lastOutcome: row.last_outcome,
    lastCaller: row.last_caller,
    assignee: row.assignee,
    claimBy: row.claim_by,
    claimMine: row.claim_mine,
    claimedAt: dateOrNull(row.claimed_at),
    phone: row.phone,
    household: row.household ?? [],
  };
}

function cursorOf(row: RawLine, order: WorklistOrder): Cursor {
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

function dateOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
