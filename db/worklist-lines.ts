import { type SQL, sql } from "drizzle-orm";
import type { Outcome } from "@/lib/calls/outcomes";
import { type Reaches, whoseNumber } from "@/lib/patients/reaches";
import type { Stored } from "@/lib/stored-json";
import type { Reason, SignTrend } from "@/lib/triage/assessment";
import type { Level } from "@/lib/triage/protocol";
import type { DataProblem, Group } from "@/lib/worklist/groups";
import type { WorklistLine } from "@/lib/worklist/line";
import type { Database } from "./client";

/** Whose lines, for whom, and as of when they speak; `now` in ISO 8601. */
export type LineAsk = { clinicId: string; staffId: string; now: string };

/**
 * The open lines that fulfil a condition on `follow_ups`, with what their rows say now: the most
 * urgent first, all of them.
 */
export async function readLines(
  tx: Database,
  ask: LineAsk,
  condition: SQL,
): Promise<WorklistLine[]> {
  const { rows } = await tx.execute<RawLine>(sql`
    select page.id, page.list_group as "group", ${lineColumns(ask)}
    from (
      select id, list_group, list_rank, promise_rank, reason_since, treated_at, ${LINE}
      from follow_ups line
      where line.clinic_id = ${ask.clinicId} and closed_at is null and ${condition}
    ) page
    ${lineJoins(ask)}
    order by page.list_rank, page.promise_rank, page.reason_since, page.treated_at, page.id`);
  return rows.map(toLine);
}

/**
 * What rows say of their lines themselves: a `page` brings it along with where they stand, since to find a
 * row once more costs as much as to join another.
 */
export const LINE = sql`line.level, line.treated_at as line_treated_at, line.closed_at, line.data_problems,
  line.next_action, line.due_at as line_due_at, line.promised_at, line.silent_at, line.snoozed_until,
  line.untouched_since, line.attempts, line.last_call_id, line.called_at, line.patient_id,
  line.lead_recovery_id, line.assignee_id`;

/** What a row of the list says, for a statement with a `page` of lines and `lineJoins`. */
export function lineColumns({ staffId, now }: LineAsk): SQL {
  return sql`
      coalesce(page.silent_at <= ${now}, false) as turned_silent, page.level,
      page.line_treated_at as treated_at, page.closed_at, page.data_problems, page.next_action,
      page.line_due_at as due_at, page.promised_at, page.silent_at, page.snoozed_until, page.untouched_since,
      page.attempts, page.last_call_id, page.called_at, p.id as patient_id, p.name, p.birth_on, t.device,
      t.depth_mm, ${AREAS} as areas, a.reasons, a.trends, reported.observed_at as reported_at,
      c.started_at as last_call_at, c.outcome as last_outcome, caller.name as last_caller,
      assignee.name as assignee, claimer.name as claim_by, claim.claimed_at,
      coalesce(claim.staff_id = ${staffId}, false) as claim_mine, phone.value as phone,
      phone.reaches as phone_reaches, phone.owner as phone_owner, household.names as household`;
}

/**
 * Where the open recoveries of a line are, each place once, and when the first of them began. Nearly always
 * there is one, the leading one.
 */
const AREAS = sql`(case when others.areas is null then case when r.open then t.area end
  else (select string_agg(distinct area, ', ')
    from unnest(others.areas || case when r.open then t.area end) as open(area)) end)`;
const SINCE = sql`least(others.since, case when r.open then t.ended_at end)`;

/** Where `lineColumns` come from. */
export function lineJoins({ clinicId, now }: LineAsk): SQL {
  return sql`
    left join patients p on p.clinic_id = ${clinicId} and p.id = page.patient_id
    left join treatments t on t.clinic_id = ${clinicId} and t.id = page.lead_recovery_id
    left join recoveries r on r.clinic_id = ${clinicId} and r.id = page.lead_recovery_id
    left join assessments a on a.clinic_id = ${clinicId} and a.id = r.assessment_id
    left join calls c on c.clinic_id = ${clinicId} and c.id = page.last_call_id
    left join staff caller on caller.clinic_id = ${clinicId} and caller.id = c.called_by
    left join staff assignee on assignee.clinic_id = ${clinicId} and assignee.id = page.assignee_id
    left join claims claim on claim.clinic_id = ${clinicId} and claim.patient_id = page.patient_id
      and claim.released_at is null and claim.lease_until > ${now}
    left join staff claimer on claimer.clinic_id = ${clinicId} and claimer.id = claim.staff_id
    left join lateral (
      select array_agg(ot.area) as areas, min(ot.ended_at) as since
      from recoveries o
      join treatments ot on ot.clinic_id = ${clinicId} and ot.id = o.id
      where o.clinic_id = ${clinicId} and o.patient_id = page.patient_id and o.open
        and o.id <> page.lead_recovery_id
    ) others on true
    left join lateral (
      select observed_at from check_ins
      where clinic_id = ${clinicId} and patient_id = page.patient_id and withdrawn_at is null
        and observed_at >= coalesce(${SINCE}, page.line_treated_at)
      order by observed_at desc limit 1
    ) reported on true
    left join lateral (
      select value, reaches, owner from contact_points
      where clinic_id = ${clinicId} and patient_id = page.patient_id and kind = 'phone' and usable
        and reaches <> 'emergency'
      order by reaches <> 'patient', created_at, id limit 1
    ) phone on true
    left join lateral (
      select array_agg(distinct other.name) as names
      from contact_points shared
      join patients other on other.clinic_id = ${clinicId} and other.id = shared.patient_id
        and other.merged_into is null
      where shared.clinic_id = ${clinicId} and shared.value = phone.value
        and shared.patient_id <> page.patient_id
    ) household on true`;
}

/** What a statement with `lineColumns` reads of one line. Instants come as text. */
export type RawLine = {
  id: string | null;
  group: Group;
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
  called_at: string | null;
  last_call_at: string | null;
  last_outcome: Outcome | null;
  last_caller: string | null;
  assignee: string | null;
  claim_by: string | null;
  claimed_at: string | null;
  claim_mine: boolean;
  phone: string | null;
  phone_reaches: Reaches | null;
  phone_owner: string | null;
  household: string[] | null;
};

/** A line as the database wrote it, with its instants. */
export function toLine(row: RawLine): WorklistLine {
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
    calledAt: dateOrNull(row.called_at),
    lastCallAt: dateOrNull(row.last_call_at),
    lastOutcome: row.last_outcome,
    lastCaller: row.last_caller,
    assignee: row.assignee,
    claimBy: row.claim_by,
    claimMine: row.claim_mine,
    claimedAt: dateOrNull(row.claimed_at),
    phone: row.phone,
    phoneOf:
      row.phone_reaches && whoseNumber({ reaches: row.phone_reaches, owner: row.phone_owner }),
    household: row.household ?? [],
  };
}

export function dateOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
