import { sql } from "drizzle-orm";
import type {
  AssessmentFacts,
  CallFacts,
  CheckInFacts,
  ClosureFacts,
  ContactPointFacts,
  DueCheckFacts,
  Instant,
  MessageFacts,
  PatientFacts,
  ReportFacts,
  TreatmentFacts,
} from "@/lib/reports/facts";
import type { Days } from "@/lib/reports/filters";
import { boundsOf, HORIZON_MS } from "@/lib/reports/period";
import type { Database } from "./client";
import type { clinics } from "./schema/clinic";

/**
 * Everything that a report of some days is computed from, as of `now`: the recoveries that have something in
 * the period, their patients, and what those are needed for. A fixed number of statements, each by an index
 * that begins with the clinic, so that the cost follows clinic and period. In the caller's transaction.
 */
export async function readReportFacts(
  tx: Database,
  clinic: Pick<typeof clinics.$inferSelect, "id" | "timeZone" | "openingHours" | "holidays">,
  days: Days,
  now: Date,
): Promise<ReportFacts> {
  const clinicId = clinic.id;
  const { from, to } = boundsOf(days, clinic.timeZone);
  const period = { from: instant(from), to: instant(to), now: instant(now.getTime()) };
  const { rows: concerned } = await concernedIn(tx, clinicId, period);
  const recoveryIds = concerned.flatMap(({ id }) => id ?? []);
  const since = sinceByPatient(concerned, from);
  const cohort = new Set(
    concerned
      .filter(({ endedAt }) => endedAt !== null && from <= endedAt && endedAt < to)
      .map(({ patientId }) => patientId),
  );
  const ends = concerned.flatMap(({ endedAt }) => endedAt ?? []);
  const until = instant(Math.min(now.getTime(), Math.max(to, ...ends) + HORIZON_MS));

  const { rows: treatments } = await treatmentsOf(tx, clinicId, [...since.keys()], period.now);
  const treatmentIds = treatments.map(({ id }) => id);
  const { rows: closures } = await closuresOf(tx, clinicId, treatmentIds, until);
  const { rows: reopenings } = await reopeningsOf(tx, clinicId, treatmentIds, until, period.now);
  const { rows: assessments } = await assessmentsOf(tx, clinicId, recoveryIds, until);
  const { rows: dueChecks } = await dueChecksOf(tx, clinicId, recoveryIds, period.now);
  const { rows: checkIns } = await checkInsOf(tx, clinicId, since, until, period.now);
  const { rows: calls } = await callsOf(tx, clinicId, since, until, period.now);
  const { rows: reviews } = await reviewsIn(tx, clinicId, period);
  const { rows: messages } = await messagesIn(tx, clinicId, period);
  const { rows: points } = await contactPointsOf(tx, clinicId, [...cohort], period);
  const holders = points.map(({ patientId }) => patientId);
  const values = [...new Set(points.map(({ value }) => value))];
  const { rows: stops } = await stopsOf(tx, clinicId, values, period);
  const { rows: wishes } = await wishesOf(tx, clinicId, [...cohort]);
  const { rows: people } = await peopleOf(tx, clinicId, [
    ...new Set([...since.keys(), ...holders]),
  ]);
  const { timeZone, openingHours, holidays } = clinic;
  return {
    clinic: { timeZone, openingHours, holidays },
    patients: withContacts(people, points, wishes),
    stops,
    treatments,
    dueChecks,
    checkIns,
    assessments,
    calls,
    reviews,
    reopenings,
    closures,
    messages,
  };
}

/** Instants as PostgreSQL reads them. */
type Period = { from: string; to: string; now: string };
type Rows<Row> = Promise<{ rows: Row[] }>;

function instant(at: Instant): string {
  return new Date(at).toISOString();
}

type Concerned = { patientId: string; id: string | null; endedAt: Instant | null };

/** Recoveries with something in the period, and patients who were called or written to in it. */
function concernedIn(tx: Database, clinicId: string, { from, to, now }: Period): Rows<Concerned> {
  return tx.execute(sql`
    with found as (
      select t.id from treatments t where t.clinic_id = ${clinicId}
        and t.ended_at >= ${from} and t.ended_at < ${to} and t.ended_at <= ${now}
      union select d.recovery_id from due_checks d where d.clinic_id = ${clinicId}
        and d.due_at >= ${from} and d.due_at < ${to} and d.due_at <= ${now}
      union select a.recovery_id from assessments a where a.clinic_id = ${clinicId}
        and a.at >= ${from} and a.at < ${to} and a.at <= ${now} and a.level <> 'expected'
      union select r.recovery_id from reviews r where r.clinic_id = ${clinicId}
        and r.at >= ${from} and r.at < ${to} and r.at <= ${now}
    )
    select t.patient_id as "patientId", t.id, ${epoch(sql`t.ended_at`)} as "endedAt"
    from found join treatments t on t.clinic_id = ${clinicId} and t.id = found.id
    union all
    (select c.patient_id, null::uuid, null::float8 from calls c where c.clinic_id = ${clinicId}
        and c.started_at >= ${from} and c.started_at < ${to} and c.started_at <= ${now}
      union select m.patient_id, null::uuid, null::float8 from messages m where m.clinic_id = ${clinicId} and m.patient_id is not null
        and m.sent_at >= ${from} and m.sent_at < ${to} and m.sent_at <= ${now})`);
}

/** From when on the calls and check-ins of each patient are needed. */
function sinceByPatient(concerned: readonly Concerned[], from: Instant): Map<string, Instant> {
  const since = new Map<string, Instant>();
  for (const { patientId, endedAt } of concerned) {
    since.set(patientId, Math.min(since.get(patientId) ?? from, endedAt ?? from));
  }
  return since;
}

function treatmentsOf(
  tx: Database,
  clinicId: string,
  patientIds: readonly string[],
  now: string,
): Rows<TreatmentFacts> {
  return tx.execute(sql`
    select t.id, t.patient_id as "patientId", ${epoch(sql`t.ended_at`)} as "endedAt", t.area, t.device,
      t.rf, t.depth_mm::float8 as "depthMm", t.practitioner, s.name as site,
      t.product_lot as "productLot"
    from treatments t
    left join sites s on s.clinic_id = ${clinicId} and s.id = t.site_id
    where t.clinic_id = ${clinicId} and t.patient_id = any(${ids(patientIds)}) and t.ended_at <= ${now}`);
}

function closuresOf(
  tx: Database,
  clinicId: string,
  recoveryIds: readonly string[],
  until: string,
): Rows<ClosureFacts> {
  return tx.execute(sql`
    select c.id, c.recovery_id as "treatmentId", ${epoch(sql`c.at`)} as at,
      c.closed_by is not null as "byHuman", c.outcome
    from closures c
    where c.clinic_id = ${clinicId} and c.recovery_id = any(${ids(recoveryIds)}) and c.at <= ${until}`);
}

function reopeningsOf(
  tx: Database,
  clinicId: string,
  recoveryIds: readonly string[],
  until: string,
  now: string,
): Rows<ReportFacts["reopenings"][number]> {
  return tx.execute(sql`
    select r.id, r.recovery_id as "treatmentId", ${epoch(sql`r.at`)} as at
    from reopenings r
    where r.clinic_id = ${clinicId} and r.recovery_id = any(${ids(recoveryIds)}) and r.at <= ${until}
      and (r.voided_at is null or r.voided_at > ${now})`);
}

/** A rule that failed has no level: what was assessed before it stands. */
function assessmentsOf(
  tx: Database,
  clinicId: string,
  recoveryIds: readonly string[],
  until: string,
): Rows<AssessmentFacts> {
  return tx.execute(sql`
    select a.id, a.recovery_id as "treatmentId", ${epoch(sql`a.at`)} as at, a.level, a.cause,
      case when a.level in ('expected', 'awaiting') then '[]'::jsonb
        else jsonb_path_query_array(a.reasons, '$[*].code') end as reasons
    from assessments a
    where a.clinic_id = ${clinicId} and a.recovery_id = any(${ids(recoveryIds)}) and a.at <= ${until}
      and a.level is not null`);
}

function dueChecksOf(
  tx: Database,
  clinicId: string,
  recoveryIds: readonly string[],
  now: string,
): Rows<DueCheckFacts> {
  return tx.execute(sql`
    select d.id, d.recovery_id as "treatmentId", ${epoch(sql`d.opens_at`)} as "opensAt",
      ${epoch(sql`d.due_at`)} as "dueAt", ${epoch(sql`d.closes_at`)} as "closesAt",
      ${epoch(sql`d.cancelled_at`)} as "cancelledAt"
    from due_checks d
    where d.clinic_id = ${clinicId} and d.recovery_id = any(${ids(recoveryIds)}) and d.due_at <= ${now}`);
}

/** One that was taken back was never told. */
function checkInsOf(
  tx: Database,
  clinicId: string,
  since: ReadonlyMap<string, Instant>,
  until: string,
  now: string,
): Rows<CheckInFacts> {
  return tx.execute(sql`
    select c.id, c.patient_id as "patientId", c.recovery_id as "treatmentId",
      ${epoch(sql`c.observed_at`)} as "observedAt", ${epoch(sql`c.recorded_at`)} as "recordedAt",
      c.source = 'patient' as "byPatient",
      jsonb_strip_nulls(c.answers - 'swellingTrend') <> '{}'::jsonb as answers,
      case when jsonb_typeof(c.answers -> 'redness') = 'number'
        then (c.answers -> 'redness')::float8 end as redness
    from ${patientsSince(since)} join check_ins c on c.clinic_id = ${clinicId}
      and c.patient_id = p.id and c.observed_at >= p.since
    where c.recorded_at <= ${until} and (c.withdrawn_at is null or c.withdrawn_at > ${now})`);
}

function callsOf(
  tx: Database,
  clinicId: string,
  since: ReadonlyMap<string, Instant>,
  until: string,
  now: string,
): Rows<CallFacts> {
  return tx.execute(sql`
    select c.id, c.patient_id as "patientId", c.recovery_ids as "treatmentIds",
      ${epoch(sql`c.started_at`)} as "startedAt", ${epoch(sql`c.ended_at`)} as "endedAt",
      ${epoch(sql`c.logged_at`)} as "loggedAt", c.outcome, c.spoke_with as "reachedWho",
      c.called_by as by, c.direction, ${epoch(sql`c.undone_at`)} as "voidedAt"
    from ${patientsSince(since)} join calls c on c.clinic_id = ${clinicId}
      and c.patient_id = p.id and c.started_at >= p.since
    where c.started_at <= ${until} and c.logged_at <= ${now}`);
}

function reviewsIn(
  tx: Database,
  clinicId: string,
  { from, to, now }: Period,
): Rows<ReportFacts["reviews"][number]> {
  return tx.execute(sql`
    select r.id, r.recovery_id as "treatmentId", ${epoch(sql`r.at`)} as at, r.reviewed_by as by
    from reviews r
    where r.clinic_id = ${clinicId} and r.at >= ${from} and r.at < ${to} and r.at <= ${now}`);
}

function messagesIn(tx: Database, clinicId: string, { from, to, now }: Period): Rows<MessageFacts> {
  return tx.execute(sql`
    select m.id, m.patient_id as "patientId", m.kind, ${epoch(sql`m.sent_at`)} as "sentAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('at', ${epoch(sql`s.at`)}, 'status', s.status))
        from message_statuses s
        where s.clinic_id = ${clinicId} and s.message_id = m.id and s.at <= ${now}
      ), '[]'::jsonb) as statuses
    from messages m
    where m.clinic_id = ${clinicId} and m.patient_id is not null and m.sent_at >= ${from} and m.sent_at < ${to}
      and m.sent_at <= ${now}`);
}

type Point = ContactPointFacts & { patientId: string };

/** The numbers and addresses of the cohort, and those of anybody that were stopped in the period. */
function contactPointsOf(
  tx: Database,
  clinicId: string,
  patientIds: readonly string[],
  { from, to, now }: Period,
): Rows<Point> {
  return tx.execute(sql`
    with found as (
      select p.id from contact_points p
      where p.clinic_id = ${clinicId} and p.patient_id = any(${ids(patientIds)})
      union
      select q.id from message_stops s
      join contact_points q on q.clinic_id = ${clinicId} and q.value = s.value and q.kind <> 'phone'
      where s.clinic_id = ${clinicId} and s.kind = 'STOP'
        and s.at >= ${from} and s.at < ${to} and s.at <= ${now}
    )
    select p.patient_id as "patientId", p.kind, p.value,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'at', ${epoch(sql`s.at`)}, 'usable', s.usable, 'consent', s.consent))
        from contact_point_states s
        where s.clinic_id = ${clinicId} and s.contact_point_id = p.id and s.at <= ${now}
      ), '[]'::jsonb) as states
    from found join contact_points p on p.clinic_id = ${clinicId} and p.id = found.id`);
}

function stopsOf(
  tx: Database,
  clinicId: string,
  values: readonly string[],
  { from, to, now }: Period,
): Rows<ReportFacts["stops"][number]> {
  return tx.execute(sql`
    select s.id, s.value, s.kind, ${epoch(sql`s.at`)} as at from message_stops s
    where s.clinic_id = ${clinicId} and s.value = any(${sql.param([...values])}::text[])
      and s.at <= ${now}
    union
    select n.id, n.value, n.kind, ${epoch(sql`n.at`)} from message_stops n
    where n.clinic_id = ${clinicId} and n.at >= ${from} and n.at < ${to} and n.at <= ${now}`);
}

type Wish = { patientId: string; from: Instant; to: Instant | null };

function wishesOf(tx: Database, clinicId: string, patientIds: readonly string[]): Rows<Wish> {
  return tx.execute(sql`
    select d.patient_id as "patientId", ${epoch(sql`d.from_at`)} as from,
      ${epoch(sql`d.until_at`)} as to
    from do_not_contact_periods d
    where d.clinic_id = ${clinicId} and d.patient_id = any(${ids(patientIds)})`);
}

type Person = Pick<PatientFacts, "id" | "language">;

function peopleOf(tx: Database, clinicId: string, patientIds: readonly string[]): Rows<Person> {
  return tx.execute(sql`
    select p.id, p.language from patients p
    where p.clinic_id = ${clinicId} and p.id = any(${ids(patientIds)})`);
}

function withContacts(
  people: readonly Person[],
  points: readonly Point[],
  wishes: readonly Wish[],
): PatientFacts[] {
  const pointsOf = Map.groupBy(points, ({ patientId }) => patientId);
  const wishesBy = Map.groupBy(wishes, ({ patientId }) => patientId);
  return people.map((person) => ({
    ...person,
    contactPoints: pointsOf.get(person.id) ?? [],
    doNotContact: wishesBy.get(person.id) ?? [],
  }));
}

/** An instant as epoch milliseconds. A double holds each of them exactly. */
function epoch(column: ReturnType<typeof sql>) {
  return sql`(extract(epoch from ${column}) * 1000)::float8`;
}

function ids(list: readonly string[]) {
  return sql`${sql.param([...list])}::uuid[]`;
}

/** Patients as rows `p (id, since)`. */
function patientsSince(since: ReadonlyMap<string, Instant>) {
  const from = sql.param([...since.values()].map(instant));
  return sql`unnest(${ids([...since.keys()])}, ${from}::timestamptz[]) as p (id, since)`;
}
