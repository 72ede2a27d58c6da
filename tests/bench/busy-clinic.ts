import { Client } from "pg";
import { databaseOn, openOwnerPool } from "@/db/client";
import { addClinic, addSession, addStaff } from "@/db/fixtures";
import type { StaffActor } from "@/lib/actor";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { groupRank } from "@/lib/worklist/groups";
import { stories } from "./stories";

/** Who is at work in the clinic: two roles that between them see every page. */
export type People = { provider: StaffActor; manager: StaffActor };

const OPEN_SHARE = 0.05;
const ZONE = "America/Chicago";

/**
 * Fills an empty migrated database with one clinic of so many recoveries, 5 % of them open, four
 * check-ins each. The same every time but for ids and instants, which lie around `now`.
 */
export async function fillClinic(ownerUrl: string, recoveries: number, now: Date): Promise<People> {
  const people = await addPeople(ownerUrl, now);
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    // Foreign keys hold by construction; checking each of them would take minutes.
    await client.query("set local session_replication_role = replica");
    await client.query("select setseed(0.5)");
    const told = stories({ openingHours: NINE_TO_FIVE, holidays: [], timeZone: ZONE });
    await client.query(STORY, [JSON.stringify(told)]);
    await client.query(GIVEN, [
      people.provider.clinicId,
      people.provider.staffId,
      people.manager.staffId,
      now,
      recoveries,
      Math.ceil(recoveries * OPEN_SHARE),
      groupRank("data_problem"),
    ]);
    for (const statement of [RECOVERY, ...ROWS]) await client.query(statement);
    await client.query("commit");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
  return people;
}

async function addPeople(ownerUrl: string, now: Date): Promise<People> {
  const pool = openOwnerPool(ownerUrl);
  const owner = databaseOn(pool);
  const clinicId = await addClinic(owner, now, { timeZone: ZONE });
  const add = async (role: "provider" | "manager", name: string) => {
    const given = { clinicId, role, name, email: `${role}@westside.example` };
    return addSession(owner, now, await addStaff(owner, now, given));
  };
  const people = {
    provider: await add("provider", "Dr. Pat Osei"),
    manager: await add("manager", "Mo Lindgren"),
  };
  await pool.end();
  return people;
}

/** The stories, each with the slice of a hundred open recoveries that it takes. */
const STORY = `
  create temp table story on commit drop as
  select *, sum(share) over (order by place) - share as above, sum(share) over (order by place) as upto
  from rows from (jsonb_to_recordset($1::jsonb) as (share int, hour int, level text, "group" text,
    rank smallint, action text, answers jsonb, reasons jsonb, normal jsonb, trends jsonb,
    thresholds jsonb)) with ordinality as s(share, hour, level, list_group, list_rank, action,
    answers, reasons, normal, trends, thresholds, place)`;

const GIVEN = `
  create temp table given on commit drop as
  select $1::uuid as clinic_id, $2::uuid as provider, $3::uuid as manager, $4::timestamptz as now,
    $5::int as recoveries, $6::int as open_upto, $7::smallint as data_problem_rank,
    (select id from protocol_versions where clinic_id = $1::uuid) as protocol_id`;

/**
 * One row a recovery with everything that is said of it. The open ones come first, each of a
 * patient of their own; every fifth is an earlier treatment of somebody who is there already.
 */
const RECOVERY = `
  create temp table recovery on commit drop as
  with dealt as (
    select n, n <= open_upto as open, uuidv7() as id, uuidv7() as patient_id, uuidv7() as call_id,
      random() as dice, random() as dice2, (n * 37) % 100 as deal, given.*
    from given, generate_series(1, recoveries) n
  ), owned as (
    select dealt.*, coalesce(other.patient_id, dealt.patient_id) as whose, other.n is null as first
    from dealt left join dealt other
      on dealt.n > dealt.recoveries * 0.8 and other.n = dealt.n - floor(dealt.recoveries * 0.8)
  )
  select owned.n, owned.open, owned.id, owned.whose as patient_id, first, call_id, dice, dice2, now,
    clinic_id, provider, manager, protocol_id, hour, answers, level, reasons, normal, trends, thresholds, action,
    case when owned.open then now - (hour - random()) * interval '1 hour'
      else now - (20 + dice * 700) * interval '1 day' end as ended_at,
    case when unreachable then 'data_problem' else list_group end as list_group,
    case when unreachable then data_problem_rank else list_rank end as list_rank,
    unreachable,
    owned.open and dice > 0.6 or dice > 0.9 as called,
    now - (0.3 + dice2 * 30) * interval '1 hour' as called_at,
    now - (0.4 + dice2 * 40) * interval '1 hour' as since,
    now + (dice2 * 30 - case when level = 'expected' then 0 else 8 end) * interval '1 hour' as due_at,
    case when level = 'expected' and dice2 < 0.4 then now + (2 + dice2 * 40) * interval '1 hour' end
      as silent_at,
    case when dice between 0.6 and 0.65 then now + (2 + dice2 * 20) * interval '1 hour' end
      as promised_at
  from owned join story on deal >= above and deal < upto,
  lateral (select dice < 0.04 and level in ('expected', 'awaiting') as unreachable) reach
  order by n`;

const ROWS = [
  `insert into patients (clinic_id, id, name, name_key, birth_on, created_at)
  select clinic_id, patient_id, name, lower(name), date '1955-01-01' + (dice * 18000)::int, ended_at
  from recovery, lateral (select
    (array['Abigail','Bronwyn','Carys','Dana','Elodie','Farah','Greta','Hannah','Imani','Callum'])
      [1 + n % 10] || ' ' ||
    (array['Ashdown','Bellweather','Castellan','Drummond','Eastlake','Fairbrook','Hargrave','Iyengar'])
      [1 + n / 10 % 8] as name) called
  where first`,
  `insert into contact_points (clinic_id, id, patient_id, kind, value, usable, voicemail_allowed, created_at)
  select clinic_id, uuidv7(), patient_id, 'phone', '+1212' || 2000000 + n, not unreachable, dice < 0.7, ended_at
  from recovery where first
  union all
  select clinic_id, uuidv7(), patient_id, 'email', 'person' || n || '@example.com', true, null, ended_at
  from recovery where first`,
  `insert into patient_search_terms (clinic_id, term, patient_id)
  select clinic_id, word, id from patients, string_to_table(name_key, ' ') word
  union
  select clinic_id, substr(value, place), patient_id
  from contact_points, generate_series(2, length(value) - 1) place where kind = 'phone'`,
  `insert into treatments (clinic_id, id, patient_id, ended_at, ended_at_source, area, service_name,
    device, rf, depth_mm, practitioner, created_at)
  select clinic_id, id, patient_id, ended_at, 'recorded', (array['Face','Neck','Cheeks','Scalp'])[1 + n % 4],
    'Microneedling', (array['DermaPoint Pen 3','Lumara RF 25'])[1 + n % 2], n % 2 = 1,
    (array[0.5, 1, 1.5, 2, 2.5])[1 + n % 5], 'Dr. Pat Osei', ended_at from recovery`,
  `insert into assessments (clinic_id, id, recovery_id, at, cause, level, reasons, normal, trends,
    protocol_version_id, thresholds)
  select clinic_id, id, id, ended_at + hour * interval '1 hour', 'check_in', level, reasons, normal,
    trends, protocol_id, thresholds from recovery`,
  `insert into recoveries (clinic_id, id, patient_id, protocol_version_id, opened_at, open, assessment_id)
  select clinic_id, id, patient_id, protocol_id, ended_at, open, id from recovery`,
  `insert into check_ins (clinic_id, id, patient_id, recovery_id, observed_at, recorded_at, source,
    answers, idempotency_key)
  select clinic_id, uuidv7(), patient_id, id, at, at, 'patient', answer -> 'answers', uuidv7()
  from recovery, jsonb_array_elements(answers) answer,
  lateral (select ended_at + (answer ->> 'at')::float * interval '1 hour' as at) observed`,
  `insert into calls (clinic_id, id, patient_id, follow_up_id, called_by, direction, started_at,
    logged_at, outcome, next_action, idempotency_key)
  select clinic_id, call_id, patient_id, id, case when n % 2 = 0 then provider else manager end,
    'outbound', at, at, (array['reached','left_voicemail','no_answer'])[1 + n % 3], action, uuidv7()
  from recovery, lateral (select case when open then called_at else ended_at + interval '2 days' end
    as at) started where called`,
  `insert into follow_ups (clinic_id, id, patient_id, opened_at, closed_at, lead_recovery_id, level,
    list_group, list_rank, data_problems, promise_rank, reason_since, treated_at, silent_at,
    promised_at, turns_at, placed_at, next_action, due_at, attempts, last_call_id, called_at,
    assignee_id)
  select clinic_id, id, patient_id, ended_at, case when open then null else ended_at + interval '14 days' end,
    id, level, list_group, list_rank,
    case when unreachable then '{no_usable_number}'::text[] else '{}' end, 1,
    case when level = 'expected' then due_at else since end, ended_at, silent_at, promised_at,
    least(silent_at, promised_at), ended_at, action, due_at, case when called then 1 + n % 3 else 0 end,
    case when called then call_id end, case when called then called_at end,
    case when dice2 < 0.2 then provider when dice2 < 0.3 then manager end
  from recovery`,
  `insert into claims (clinic_id, id, patient_id, staff_id, claimed_at, lease_until)
  select clinic_id, uuidv7(), patient_id, manager, now, now + interval '8 hours'
  from recovery where open order by list_rank, since, id limit 3`,
];
