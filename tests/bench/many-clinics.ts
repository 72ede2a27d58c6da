import { Client } from "pg";
import { NINE_TO_FIVE } from "@/lib/clinic/new-clinic";
import { DEFAULT_PROTOCOL } from "@/lib/triage/protocol";

export type Crowd = { clinics: number; recoveries: number };

/**
 * Fills an empty migrated database with clinics of so many recoveries each, spread over the year before `now`,
 * with four check-ins a recovery, its due checks, calls, closings and assessments. Set-based, a clinic after
 * the other on the disk, as years of use would have put them. Answers the clinics' ids.
 */
export async function fillClinics(ownerUrl: string, crowd: Crowd, now: Date): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    // Foreign keys hold by construction; checking each of them would take an hour.
    await client.query("set local session_replication_role = replica");
    await client.query("set local synchronous_commit = off");
    await client.query("set local work_mem = '256MB'");
    await client.query("select setseed(0.5)");
    await client.query(CLINICS, [crowd.clinics, now, JSON.stringify(NINE_TO_FIVE)]);
    await client.query(PROTOCOLS, [JSON.stringify(DEFAULT_PROTOCOL)]);
    await client.query(PEOPLE);
    await client.query(RECOVERIES, [crowd.recoveries]);
    await client.query(ROWS.treatments);
    await client.query(ROWS.patients);
    await client.query(ROWS.contactPoints);
    await client.query(ROWS.states);
    await client.query(ROWS.recoveries);
    await client.query(ROWS.dueChecks);
    await client.query(ROWS.checkIns);
    await client.query(ROWS.assessments, [JSON.stringify(DEFAULT_PROTOCOL.thresholds)]);
    await client.query(ROWS.calls);
    await client.query(ROWS.reviews);
    await client.query(ROWS.closures);
    const { rows } = await client.query<{ id: string }>("select id from clinics order by id");
    await client.query("commit");
    await client.query("vacuum analyze");
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}

const CLINICS = `
  insert into clinics (id, name, time_zone, country, phone, opening_hours, created_at)
  select uuidv7(), 'Clinic ' || n, (array['America/Chicago','Europe/Madrid','Asia/Kolkata'])[1 + n % 3],
    'US', '+12125550100', $3::jsonb, $2::timestamptz from generate_series(1, $1::int) n`;

const PROTOCOLS = `
  insert into protocol_versions (clinic_id, id, number, rules, approved_by, approved_at)
  select id, id, 1, $1::jsonb, 'Default', created_at from clinics`;

/** Everybody's caller and reviewer has the clinic's own id. */
const PEOPLE = `
  insert into staff (clinic_id, id, email, name, role, password_hash, created_at)
  select id, id, 'provider@' || id, 'Dr. Osei', 'provider', '', created_at from clinics`;

/** Every fifth is a further treatment of somebody; a third are raised to some level at some hour. */
const RECOVERIES = `
  create temp table recovery on commit drop as
  select c.id as clinic_id, uuidv7() as id, n, c.created_at as now, random() as dice, random() as dice2,
    c.created_at - random() * interval '365 days' as ended_at, null::uuid as patient_id
  from clinics c, generate_series(1, $1::int) n order by c.id;
  `;

const LEVEL = `case when dice < 0.02 then 'urgent' when dice < 0.08 then 'complication'
  when dice < 0.2 then 'watch' when dice < 0.33 then 'awaiting' end`;
const RAISED_AT = `ended_at + case when dice < 0.08 then 80 + dice2 * 60 when dice < 0.2 then 49 + dice2 * 20
  else 48.01 end * interval '1 hour'`;
/** Four fifths are patients of their own; the rest are those of an earlier row. */
const WHOSE = `case when n % 5 = 0 then lag(id) over (partition by clinic_id order by n) else id end`;

const ROWS = {
  treatments: `
    with owned as (select *, ${WHOSE} as whose from recovery)
    insert into treatments (clinic_id, id, patient_id, ended_at, ended_at_source, area, service_name,
      device, rf, depth_mm, practitioner, product_lot, created_at)
    select clinic_id, id, whose, ended_at, 'recorded', (array['Face','Neck','Cheeks','Scalp'])[1 + n % 4],
      'Microneedling', (array['DermaPoint Pen 3','Lumara RF 25','Derma S'])[1 + n % 3], n % 3 = 1,
      (array[0.5, 1, 1.5, 2, 2.5])[1 + n % 5], 'Dr. ' || n % 6, 'lot-' || n % 20, ended_at
    from owned order by clinic_id, n`,
  patients: `
    insert into patients (clinic_id, id, name, name_key, created_at)
    select clinic_id, id, 'Person ' || n, 'person ' || n, ended_at from recovery where n % 5 <> 0`,
  contactPoints: `
    insert into contact_points (clinic_id, id, patient_id, kind, value, created_at)
    select clinic_id, uuidv7(), id, 'phone', '+1212' || 2000000 + n, ended_at
    from recovery where n % 5 <> 0`,
  states: `
    insert into contact_point_states (clinic_id, contact_point_id, at, usable, consent)
    select clinic_id, id, created_at - interval '30 days', true, true from contact_points`,
  recoveries: `
    insert into recoveries (clinic_id, id, patient_id, protocol_version_id, opened_at, open)
    select t.clinic_id, t.id, t.patient_id, t.clinic_id, t.ended_at, r.ended_at > r.now - interval '15 days'
    from treatments t join recovery r on r.id = t.id order by t.clinic_id, t.id`,
  dueChecks: `
    insert into due_checks (clinic_id, id, recovery_id, opens_at, due_at, closes_at)
    select clinic_id, uuidv7(), id, ended_at + opens * interval '1 hour', ended_at + due * interval '1 hour',
      ended_at + closes * interval '1 hour'
    from recovery, (values (12, 24, 36), (36, 48, 60), (60, 72, 120), (120, 168, 252), (252, 336, 420))
      w (opens, due, closes) order by clinic_id, n`,
  checkIns: `
    insert into check_ins (clinic_id, id, patient_id, recovery_id, observed_at, recorded_at, source, answers,
      idempotency_key)
    select t.clinic_id, uuidv7(), t.patient_id, case when r.n % 3 > 0 then t.id end, at, at, 'patient',
      jsonb_build_object('redness', greatest(0, 3 - k - (r.n % 2)), 'swelling', 0, 'heat', 0, 'pain', 1,
        'pus', 'no', 'itching', 1, 'bumps', 'no', 'tightness', 1, 'peeling', 1), uuidv7()
    from treatments t join recovery r on r.id = t.id, generate_series(0, 3) k,
    lateral (select t.ended_at + (array[24, 48, 72, 168])[k + 1] * interval '1 hour'
      + (r.dice - 0.4) * interval '10 hours' as at) told
    order by t.clinic_id, t.id, k`,
  assessments: `
    insert into assessments (clinic_id, id, recovery_id, at, cause, level, reasons, normal, trends,
      protocol_version_id, thresholds)
    select clinic_id, uuidv7(), id, at, cause, level, reasons, '[]', '[]', clinic_id, $1::jsonb
    from recovery, lateral (
      select ended_at as at, 'import' as cause, 'expected' as level, '[]'::jsonb as reasons
      union all select ${RAISED_AT}, case when dice < 0.2 then 'check_in' else 'time' end, ${LEVEL},
        '[{"code": "REDNESS_PROLONGED", "level": "complication", "sentence": "Redness is still there."}]'
        where dice < 0.33
      union all select ${RAISED_AT} + interval '30 hours', 'check_in', 'expected', '[]' where dice < 0.25
      union all select ended_at + interval '15 days', 'closing', 'expected', '[]'
        where ended_at <= now - interval '15 days'
    ) said order by clinic_id, n, at`,
  calls: `
    insert into calls (clinic_id, id, patient_id, called_by, direction, started_at, ended_at, logged_at,
      outcome, spoke_with, next_action, idempotency_key)
    select t.clinic_id, uuidv7(), t.patient_id, t.clinic_id, 'outbound', at, at, at,
      case when k = 1 then 'reached' else 'no_answer' end, case when k = 1 then 'patient' end, '', uuidv7()
    from treatments t join recovery r on r.id = t.id, generate_series(0, 1) k,
    lateral (select ${RAISED_AT.replaceAll("ended_at", "t.ended_at")} + (k * 5 + r.dice2 * 4) * interval '1 hour' as at) began
    where r.dice < 0.4 and at <= r.now order by t.clinic_id, t.id, k`,
  reviews: `
    insert into reviews (clinic_id, id, recovery_id, at, reviewed_by, clears, note, idempotency_key)
    select clinic_id, uuidv7(), id, ${RAISED_AT} + interval '12 hours', clinic_id, '{REDNESS_PROLONGED}', '',
      uuidv7() from recovery where dice < 0.08 order by clinic_id, n`,
  closures: `
    insert into closures (clinic_id, id, recovery_id, at, closed_by, outcome, idempotency_key)
    select clinic_id, uuidv7(), id, ended_at + interval '15 days', clinic_id, 'healed', uuidv7()
    from recovery where ended_at <= now - interval '15 days' order by clinic_id, n`,
} as const;
