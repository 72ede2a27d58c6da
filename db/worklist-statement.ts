import { type SQL, sql } from "drizzle-orm";
import { lateAmong, type WorklistFilters, type WorklistOrder } from "@/lib/worklist/filters";
import { GROUPS, groupRank } from "@/lib/worklist/groups";
import { LINE, lineColumns, lineJoins } from "./worklist-lines";

export type WorklistAsk = {
  clinicId: string;
  staffId: string;
  filters: WorklistFilters;
  /** The list stands as it stood then; what its rows say is of `now`. */
  sitting: Date;
  now: Date;
  /** The clinic's day that `now` falls on: from its first instant until the first of the next. */
  today: { from: Date; until: Date };
  /** Lines to read: one more than are shown, to know whether another page follows. Null: all. */
  limit: number | null;
};

/**
 * The worklist in one statement: a page of lines in the order of the sitting, what their rows say
 * now, the counts of the sitting, and who came up since. Lines that haven't moved since the sitting
 * began come from an index in order; those that have, from the places they left; those that time
 * alone moves are placed by the instants stored with them. The cost follows the page and what has
 * moved, not the clinic.
 */
export function worklistStatement(ask: WorklistAsk): SQL {
  const { clinicId, staffId, filters } = ask;
  const [sitting, now] = [ask.sitting.toISOString(), ask.now.toISOString()];
  const wanted = wantedAt(sitting, ask);
  const onPage = sql`${filters.group ? sql`and list_rank = ${groupRank(filters.group)}` : sql``}
    ${afterCursor(ask)} order by ${ORDERS[filters.order]} limit ${ask.limit}`;
  const nameKey = nameKeyFor(ask);
  const words = { clinicId, staffId, now };
  return sql`
    with moved as (
      select id, ${PLACE} from follow_ups
      where clinic_id = ${clinicId} and closed_at is null
        and placed_at <= ${sitting} and turns_at <= ${sitting}
      union all
      select follow_up_id, ${PLACE} from follow_up_places
      where clinic_id = ${clinicId} and left_at > ${sitting} and placed_at <= ${sitting}
    ), replaced as (
      select *, ${RANK_OF_GROUP} as list_rank
      from (select id, ${placeAt(sitting)} from moved) standing
    ), page as (
      (select * from (
        select id, list_group, list_rank, promise_rank, reason_since, treated_at, due_at, ${LINE} ${nameKey}
        from follow_ups line
        where line.clinic_id = ${clinicId} and closed_at is null and placed_at <= ${sitting}
          and (turns_at is null or turns_at > ${sitting}) ${wanted}
      ) settled where true ${onPage})
      union all
      (select * from (
        select place.*, ${LINE} ${nameKey}
        from (
          select id, list_group, list_rank, promise_rank, reason_since, treated_at, due_at
          from replaced where true ${wanted}
        ) place
        join follow_ups line on line.clinic_id = ${clinicId} and line.id = place.id
      ) elsewhere where true ${onPage})
      order by ${ORDERS[filters.order]}
      limit ${ask.limit}
    ), counted as (
      ${counts(ask)}
    ), news as (
      ${news(ask)}
    )
    select counted.*, news.*, page.id, page.list_group as "group", page.list_rank, page.promise_rank,
      page.reason_since, page.treated_at as placed_treated_at, page.due_at as placed_due_at,
      ${lineColumns(words)}
    from counted
    cross join news
    left join page on true
    ${lineJoins(words)}
    order by ${ORDERS_OF_PAGE[filters.order]}`;
}

/** What says where a line stands, in both tables that keep it. */
const PLACE = sql`list_group, promise_rank, reason_since, treated_at, silent_at, promised_at,
  snoozed_until, assignee_id, due_at, called_at`;

const RANK_OF_GROUP = sql`(case list_group ${sql.join(
  GROUPS.map(({ group }, rank) => sql`when ${group} then ${sql.raw(String(rank))}`),
  sql` `,
)} end)::smallint`;

const ORDERS: Record<WorklistOrder, SQL> = {
  priority: sql`list_rank, promise_rank, reason_since, treated_at, id`,
  due: sql`due_at, id`,
  hour: sql`treated_at, id`,
  name: sql`name_key, id`,
};

const ORDERS_OF_PAGE: Record<WorklistOrder, SQL> = {
  priority: sql`page.list_rank, page.promise_rank, page.reason_since, page.treated_at, page.id`,
  due: sql`page.due_at, page.id`,
  hour: sql`page.treated_at, page.id`,
  name: sql`p.name_key, page.id`,
};

/** The page after a line: by the order's values, or by the name of the line that the cursor names. */
function afterCursor({ filters: { after, order }, clinicId }: WorklistAsk): SQL {
  if (after === null) return sql``;
  const [first = "", second = "", third = "", fourth = ""] = after.key;
  switch (order) {
    case "priority":
      return sql`and (list_rank, promise_rank, reason_since, treated_at, id) > (${first}::smallint,
        ${second}::smallint, ${third}::timestamptz, ${fourth}::timestamptz, ${after.id}::uuid)`;
    case "due":
      return sql`and (due_at, id) > (${first}::timestamptz, ${after.id}::uuid)`;
    case "hour":
      return sql`and (treated_at, id) > (${first}::timestamptz, ${after.id}::uuid)`;
    case "name":
      return sql`and (name_key, id) > ((
        select named.name_key from patients named
        join follow_ups its on its.clinic_id = ${clinicId} and its.patient_id = named.id
        where named.clinic_id = ${clinicId} and its.id = ${after.id}::uuid), ${after.id}::uuid)`;
  }
}

/** The name to sort by, read only when the list is sorted by it. */
function nameKeyFor({ filters: { order }, clinicId }: WorklistAsk): SQL {
  if (order !== "name") return sql``;
  return sql`, (
    select named.name_key from patients named
    where named.clinic_id = ${clinicId} and named.id = line.patient_id) as name_key`;
}

/** The filters besides the group, as conditions on a line's place at an instant. */
function wantedAt(at: string, { filters, clinicId, staffId }: WorklistAsk): SQL {
  const conditions = [];
  if (filters.assigned === "mine") conditions.push(sql`and assignee_id = ${staffId}`);
  if (filters.assigned === "nobody") conditions.push(sql`and assignee_id is null`);
  if (filters.list === "late") conditions.push(sql`and ${lateAt(at)}`);
  if (filters.list === "stalled") {
    conditions.push(sql`and list_group <> 'expected' and called_at < (
      select ${at}::timestamptz - stalled_days * interval '24 hours'
      from clinics where id = ${clinicId})`);
  }
  return sql.join(conditions, sql` `);
}

/** Past its due time. A snoozed line isn't late, and an expected one waits for the patient, not for staff. */
function lateAt(at: string): SQL {
  return sql`(due_at < ${at} and list_group <> 'expected' and coalesce(snoozed_until <= ${at}, true))`;
}

/**
 * Where lines stand at an instant, from where they were put: silence and promises move them, and a
 * snooze ends. A line turns one millisecond after the limit from which its silence counts; then it
 * is due as the level "awaiting" asks.
 */
function placeAt(at: string): SQL {
  return sql`
    case when list_group in ('expected', 'call_back') and silent_at <= ${at} then 'awaiting'
      when list_group = 'expected' and promised_at <= ${at} then 'call_back'
      else list_group end as list_group,
    (case when promised_at <= ${at} then 0
      when snoozed_until > ${at} and coalesce(silent_at > ${at}, true) then 2
      else 1 end)::smallint as promise_rank,
    case when silent_at <= ${at} then silent_at - interval '1 millisecond' else reason_since end
      as reason_since,
    treated_at,
    ${dueAt(at)} as due_at, assignee_id, called_at,
    case when coalesce(silent_at > ${at}, true) then snoozed_until end as snoozed_until`;
}

/** When a line is due at an instant: a silence that has begun asks for a call within a day. */
function dueAt(at: string): SQL {
  return sql`(case when silent_at <= ${at} then least(promised_at, silent_at + interval '24 hours')
    else due_at end)`;
}

/**
 * The groups of the sitting, so that a count is what its list shows, and how many of its people are done:
 * called today with nothing more due today, or closed, as their rows say. And of now: who is late, how many
 * wait for somebody today, and when the next call after that is due. Each is counted in an index that has
 * just its lines. Lines that time has turned and nobody has written down yet are few, and counted apart, by
 * where they stand now.
 */
function counts(ask: WorklistAsk): SQL {
  const { clinicId, filters } = ask;
  const [sitting, now] = [ask.sitting.toISOString(), ask.now.toISOString()];
  const [today, tomorrow] = [ask.today.from.toISOString(), ask.today.until.toISOString()];
  const asked = wantedAt(sitting, ask);
  const asOfNow = wantedAt(now, ask);
  const settled = sql`placed_at <= ${sitting} and (turns_at is null or turns_at > ${sitting})`;
  const stands = sql`(turns_at is null or turns_at > ${now})`;
  const done = sql`called_at >= ${today} and due_at >= ${tomorrow}`;
  const isLate = sql`${lateAt(now)} ${wantedAt(now, { ...ask, filters: lateAmong(filters) })}`;
  const waits = sql`list_group <> 'expected' and coalesce(snoozed_until < ${tomorrow}, true) ${asOfNow}`;
  return sql`
    select
      coalesce(json_agg(json_build_object('group', list_group, 'count', n)) filter (where n > 0), '[]')
        as counts,
      coalesce(sum(everybody), 0)::int as everybody, coalesce(sum(done), 0)::int as done,
      coalesce(sum(late), 0)::int as late, coalesce(sum(due_today), 0)::int as due_today,
      min(next_due) as next_due_at
    from (
      select list_group, sum(n)::int as n, sum(everybody) as everybody, sum(done) as done,
        sum(late) as late, sum(due_today) as due_today, min(next_due) as next_due
      from (
        select list_group, count(*) filter (where true ${asked}) as n, count(*) as everybody, 0 as done,
          0 as late, 0 as due_today, null::timestamptz as next_due
        from follow_ups where clinic_id = ${clinicId} and closed_at is null and ${settled}
        group by list_group
        union all
        select null, 0, 0, count(*), 0, 0, null
        from follow_ups
        where clinic_id = ${clinicId} and closed_at is null and ${settled} and ${stands} and ${done} ${asked}
        union all
        select null, 0, 0, 0, count(*) filter (where ${isLate}), count(*) filter (where ${waits}), null
        from follow_ups
        where clinic_id = ${clinicId} and closed_at is null and ${stands} and list_group <> 'expected'
          and due_at < ${tomorrow}
        union all
        select null, 0, 0, 0, 0, 0, (
          select due_at from follow_ups
          where clinic_id = ${clinicId} and closed_at is null and ${stands} and due_at >= ${tomorrow}
            and ${waits}
          order by due_at limit 1)
        union all
        select null, 0, 0, count(*) filter (where in_sitting and ${done} ${asked}),
          count(*) filter (where ${isLate}), count(*) filter (where due_at < ${tomorrow} and ${waits}),
          min(due_at) filter (where due_at >= ${tomorrow} and ${waits})
        from (
          select placed_at <= ${sitting} and turns_at > ${sitting} as in_sitting, ${placeAt(now)}
          from follow_ups where clinic_id = ${clinicId} and closed_at is null and turns_at <= ${now}
        ) turned
        union all
        select list_group, count(*) filter (where true ${asked}), count(*),
          count(*) filter (where exists (
            select from follow_ups f where f.clinic_id = ${clinicId} and f.id = replaced.id
              and (f.closed_at is not null
                or (f.called_at >= ${today} and ${dueAt(now)} >= ${tomorrow}))) ${asked}),
          0, 0, null
        from replaced group by list_group
      ) parts group by list_group
    ) per_group`;
}

/**
 * Who came up since the sitting began: new on the list, or in a more pressing group than there; with one
 * group on the screen, those who came up into it.
 * Urgent ones are counted whatever the filters say.
 */
function news(ask: WorklistAsk): SQL {
  const { clinicId, filters } = ask;
  const [sitting, now] = [ask.sitting.toISOString(), ask.now.toISOString()];
  return sql`
    select
      count(*) filter (where rank_now <= ${groupRank("urgent")})::int as news_urgent,
      count(*) filter (where ${filters.group ? sql`rank_now = ${groupRank(filters.group)}` : sql`true`}
        ${wantedAt(now, ask)})::int as news
    from (
      select lines.*, ${RANK_OF_GROUP} as rank_now
      from (
        select id, placed_at > ${sitting} as came_later, list_rank as rank_before, ${placeAt(now)}
        from follow_ups
        where clinic_id = ${clinicId} and closed_at is null
          and (placed_at > ${sitting} or (turns_at > ${sitting} and turns_at <= ${now}))
      ) lines
    ) standing
    left join lateral (select list_rank from replaced where replaced.id = standing.id) place_then on came_later
    where rank_now < coalesce(case when came_later then place_then.list_rank else rank_before end, 99)`;
}
