import { type SQL, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { type Actor, requirePermission } from "@/lib/actor";
import type { Outcome } from "@/lib/calls/outcomes";
import type { Stored } from "@/lib/stored-json";
import type { Reason, SignTrend } from "@/lib/triage/assessment";
import type { Level } from "@/lib/triage/protocol";
import type { Cursor, WorklistFilters } from "@/lib/worklist/filters";
import { type DataProblem, GROUPS, type Group, groupRank } from "@/lib/worklist/groups";
import type { WorklistLine } from "@/lib/worklist/line";

export type Worklist = {
  lines: WorklistLine[];
  counts: Record<Group, number>;
  /** Everybody under follow-up, whatever the filters say. */
  everybody: number;
  /** Of those counted: called today, and past their due time. */
  calledToday: number;
  late: number;
  /** Where the next page begins; null on the last one. */
  next: Cursor | null;
};

const PAGE = 50;

/**
 * The patients under follow-up, in the written order: group, overdue promise, oldest reason,
 * highest hour, id. One statement reads a page, its words and the counts. Lines that time has moved
 * since they were written are placed where they belong at `now`, so the list is right at every
 * second; the rest come from the index in order.
 */
export async function listWorklist(
  actor: Actor,
  filters: WorklistFilters,
  now: Date,
  database: Database = db,
): Promise<Worklist> {
  requirePermission(actor, "see worklist");
  return inClinic(actor, database, async (tx) => {
    const { rows } = await tx.execute<RawLine>(
      pageStatement(actor.clinicId, actor.staffId, filters, now),
    );
    const counts = Object.fromEntries(GROUPS.map(({ group }) => [group, 0])) as Record<
      Group,
      number
    >;
    for (const { group, count } of rows[0]?.counts ?? []) counts[group] = count;
    const lines = rows.filter((row) => row.id !== null);
    const last = lines.length > PAGE ? lines[PAGE - 1]! : null;
    return {
      lines: lines.slice(0, PAGE).map(toLine),
      counts,
      everybody: rows[0]?.everybody ?? 0,
      calledToday: rows[0]?.called_today ?? 0,
      late: rows[0]?.late ?? 0,
      next: last && cursorOf(last),
    };
  });
}

function pageStatement(
  clinicId: string,
  staffId: string,
  filters: WorklistFilters,
  now: Date,
): SQL {
  const at = now.toISOString();
  const groupNow = sql`case
    when list_group in ('expected', 'call_back') and silent_at <= ${at} then 'awaiting'
    when list_group = 'expected' and promised_at <= ${at} then 'call_back'
    else list_group end`;
  const today = sql`(
    select date_trunc('day', ${at}::timestamptz at time zone time_zone) at time zone time_zone
    from clinics where id = ${clinicId})`;
  // A line turns one millisecond after the limit from which its silence counts.
  const rankOf = sql.join(
    GROUPS.map(({ group }, rank) => sql`when ${group} then ${sql.raw(String(rank))}`),
    sql` `,
  );
  const wanted = sql.join(
    [
      filters.assigned === "mine" ? sql`and assignee_id = ${staffId}` : sql``,
      filters.assigned === "nobody" ? sql`and assignee_id is null` : sql``,
    ],
    sql` `,
  );
  const inGroup = filters.group ? sql`and list_rank = ${groupRank(filters.group)}` : sql``;
  const afterCursor = filters.after
    ? sql`and (list_rank, promise_rank, reason_since, treated_at, id) > (
        ${filters.after.rank}, ${filters.after.promise}, ${filters.after.since}::timestamptz,
        ${filters.after.treated}::timestamptz, ${filters.after.id}::uuid)`
    : sql``;
  return sql`
    with settled as (
      select id, list_group, list_rank, promise_rank, reason_since, treated_at, false as turned_silent
      from follow_ups
      where clinic_id = ${clinicId} and closed_at is null
        and (turns_at is null or turns_at > ${at}) ${wanted} ${inGroup} ${afterCursor}
      order by list_rank, promise_rank, reason_since, treated_at, id
      limit ${PAGE + 1}
    ), turned as (
      select id, group_now as list_group, case group_now ${rankOf} end as list_rank,
        case when promised_at <= ${at} then 0 else 1 end::smallint as promise_rank,
        case when silent_at <= ${at} then silent_at - interval '1 millisecond' else reason_since end
          as reason_since,
        treated_at, coalesce(silent_at <= ${at}, false) as turned_silent
      from (
        select *, ${groupNow} as group_now from follow_ups
        where clinic_id = ${clinicId} and closed_at is null and turns_at <= ${at} ${wanted}
      ) moved
    ), page as (
      select * from settled
      union all
      select * from turned where true ${inGroup} ${afterCursor}
      order by list_rank, promise_rank, reason_since, treated_at, id
      limit ${PAGE + 1}
    ), counted as (
      select coalesce(json_agg(json_build_object('group', group_now, 'count', n)), '[]') as counts,
        (select count(*)::int from follow_ups where clinic_id = ${clinicId} and closed_at is null)
          as everybody,
        coalesce(sum(called), 0)::int as called_today, coalesce(sum(past_due), 0)::int as late
      from (
        select ${groupNow} as group_now, count(*)::int as n,
          count(*) filter (where called_at >= ${today}) as called,
          count(*) filter (where due_at < ${at} and list_group <> 'expected') as past_due
        from follow_ups
        where clinic_id = ${clinicId} and closed_at is null ${wanted} group by 1
      ) per_group
    )
    select counted.*, page.id, page.list_group as "group", page.list_rank, page.promise_rank,
      page.reason_since, page.turned_silent, f.level, f.treated_at, f.data_problems, f.next_action,
      f.due_at, f.promised_at, f.silent_at, f.attempts, f.last_call_id, p.id as patient_id, p.name, p.birth_on,
      t.device, t.depth_mm, areas.areas, a.reasons, a.trends, reported.observed_at as reported_at,
      c.started_at as last_call_at, c.outcome as last_outcome, caller.name as last_caller,
      assignee.name as assignee, claimer.name as claim_by, claim.claimed_at,
      coalesce(claim.staff_id = ${staffId}, false) as claim_mine, phone.value as phone
    from counted
    left join page on true
    left join follow_ups f on f.clinic_id = ${clinicId} and f.id = page.id
    left join patients p on p.clinic_id = ${clinicId} and p.id = f.patient_id
    left join treatments t on t.clinic_id = ${clinicId} and t.id = f.lead_recovery_id
    left join recoveries r on r.clinic_id = ${clinicId} and r.id = f.lead_recovery_id
    left join assessments a on a.clinic_id = ${clinicId} and a.id = r.assessment_id
    left join calls c on c.clinic_id = ${clinicId} and c.id = f.last_call_id
    left join staff caller on caller.clinic_id = ${clinicId} and caller.id = c.called_by
    left join staff assignee on assignee.clinic_id = ${clinicId} and assignee.id = f.assignee_id
    left join claims claim on claim.clinic_id = ${clinicId} and claim.patient_id = f.patient_id
      and claim.released_at is null and claim.lease_until > ${at}
    left join staff claimer on claimer.clinic_id = ${clinicId} and claimer.id = claim.staff_id
    left join lateral (
      select string_agg(distinct ot.area, ', ') as areas
      from recoveries o
      join treatments ot on ot.clinic_id = ${clinicId} and ot.id = o.id
      where o.clinic_id = ${clinicId} and o.patient_id = f.patient_id and o.open
    ) areas on true
    left join lateral (
      select observed_at from check_ins
      where clinic_id = ${clinicId} and patient_id = f.patient_id
      order by observed_at desc limit 1
    ) reported on true
    left join lateral (
      select value from contact_points
      where clinic_id = ${clinicId} and patient_id = f.patient_id and kind = 'phone' and usable
      order by created_at, id limit 1
    ) phone on true
    order by page.list_rank, page.promise_rank, page.reason_since, page.treated_at, page.id`;
}

type RawLine = {
  counts: { group: Group; count: number }[];
  everybody: number;
  called_today: number;
  late: number;
  id: string | null;
  group: Group;
  list_rank: number;
  promise_rank: number;
  reason_since: string;
  turned_silent: boolean;
  level: Level | null;
  treated_at: string;
  data_problems: DataProblem[];
  next_action: string;
  due_at: string;
  promised_at: string | null;
  silent_at: string | null;
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
  };
}

function cursorOf(row: RawLine): Cursor {
  return {
    rank: row.list_rank,
    promise: row.promise_rank,
    since: new Date(row.reason_since).toISOString(),
    treated: new Date(row.treated_at).toISOString(),
    id: row.id!,
  };
}

function dateOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
