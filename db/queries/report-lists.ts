import { type SQL, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { writeAudit } from "@/db/mutations/audit";
import { type Actor, requirePermission } from "@/lib/actor";
import type { Direction, Outcome } from "@/lib/calls/outcomes";
import type { MessageKind, MessageStatus } from "@/lib/messaging/words";
import type { ReportList } from "@/lib/reports/lists";
import type { Level } from "@/lib/triage/protocol";

/** One line of the list behind a number, for a screen or a file. */
export type ReportRow = {
  id: string;
  /** Null for a STOP, which is of a number or address and not of one person. */
  patient: { id: string; name: string } | null;
  /** When the treatment ended, the check was due, the call began, the flag was raised, and so on. */
  at: Date;
  /** What it is about; a patient's last one. Null for a call or message, which is about a person. */
  treatment: ListedTreatment | null;
  /** What a flag was raised to; elsewhere what the recovery stands at now. Null when that isn’t known. */
  level: Level | null;
  /** Who called, or reviewed. */
  by: string | null;
  call: { direction: Direction; outcome: Outcome } | null;
  /** `value`: the number or address; `status` null: nothing was heard of it yet. */
  message: { kind: MessageKind | "stop"; value: string; status: MessageStatus | null } | null;
};

export type ListedTreatment = {
  id: string;
  endedAt: Date;
  area: string | null;
  device: string | null;
  rf: boolean | null;
  depthMm: number | null;
  practitioner: string | null;
  site: string | null;
};

/**
 * The lines of a list, one for each of its ids, newest first. Seeing them is audited as a look: at which
 * number, and at how many lines.
 */
export async function listReportRows(
  actor: Actor,
  { metric, part, unit, ids }: Pick<ReportList, "metric" | "part" | "unit" | "ids">,
  now: Date,
  database: Database = db,
): Promise<ReportRow[]> {
  requirePermission(actor, "see reports");
  return inClinic(actor, database, async (tx) => {
    const listed = sql`${sql.param([...ids])}::uuid[]`;
    const { rows } = await tx.execute<RawRow>(
      STATEMENTS[unit](actor.clinicId, listed, now.toISOString()),
    );
    if (rows.length !== ids.length) throw new Error("A list of a report has lost lines.");
    const drawnAnew = actor.background === true;
    if (!drawnAnew) {
      // A part can hold a name that somebody typed, such as a device: the audit keeps only codes.
      const details = { metric, place: part.filter((name) => /^[a-z0-9_-]+$/i.test(name)) };
      await writeAudit(
        tx,
        actor,
        { action: "report.view", details: { ...details, lines: rows.length } },
        now,
      );
    }
    return rows
      .map(rowOf)
      .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1));
  });
}

type RawRow = {
  id: string;
  patientId: string | null;
  name: string | null;
  at: string;
  treatment: (Omit<ListedTreatment, "endedAt"> & { endedAt: string }) | null;
  level: Level | null;
  by: string | null;
  direction: Direction | null;
  outcome: Outcome | null;
  kind: MessageKind | "stop" | null;
  value: string | null;
  status: MessageStatus | null;
};

type Statement = (clinicId: string, ids: SQL, now: string) => SQL;

const STATEMENTS: Readonly<Record<ReportList["unit"], Statement>> = {
  recovery: (clinicId, ids) => sql`
    select t.id, ${personOf(sql`t.patient_id`)}, t.ended_at as at, ${TREATMENT}, ${NO_CALL}, ${NO_MESSAGE}
    from treatments t ${withPerson(clinicId, sql`t.patient_id`)} ${withStanding(clinicId)}
    where t.clinic_id = ${clinicId} and t.id = any(${ids})`,

  patient: (clinicId, ids, now) => sql`
    select w.id, w.id as "patientId", w.name, coalesce(t.ended_at, w.created_at) as at, ${TREATMENT},
      ${NO_CALL}, ${NO_MESSAGE}
    from patients w
    left join lateral (
      select * from treatments l where l.clinic_id = ${clinicId} and l.patient_id = w.id
        and l.ended_at <= ${now} order by l.ended_at desc, l.id desc limit 1
    ) t on true ${withStanding(clinicId)}
    where w.clinic_id = ${clinicId} and w.id = any(${ids})`,

  check: (clinicId, ids) => sql`
    select d.id, ${personOf(sql`t.patient_id`)}, d.due_at as at, ${TREATMENT}, ${NO_CALL}, ${NO_MESSAGE}
    from due_checks d join treatments t on t.clinic_id = ${clinicId} and t.id = d.recovery_id
    ${withPerson(clinicId, sql`t.patient_id`)} ${withStanding(clinicId)}
    where d.clinic_id = ${clinicId} and d.id = any(${ids})`,

  raise: (clinicId, ids) => sql`
    select f.id, ${personOf(sql`t.patient_id`)}, f.at, ${TREATED} as treatment, f.level,
      ${NO_CALL}, ${NO_MESSAGE}
    from assessments f join treatments t on t.clinic_id = ${clinicId} and t.id = f.recovery_id
    ${withPerson(clinicId, sql`t.patient_id`)} ${withSite(clinicId)}
    where f.clinic_id = ${clinicId} and f.id = any(${ids})`,

  review: (clinicId, ids) => sql`
    select v.id, ${personOf(sql`t.patient_id`)}, v.at, ${TREATMENT}, b.name as by,
      null as direction, null as outcome, ${NO_MESSAGE}
    from reviews v join treatments t on t.clinic_id = ${clinicId} and t.id = v.recovery_id
    left join staff b on b.clinic_id = ${clinicId} and b.id = v.reviewed_by
    ${withPerson(clinicId, sql`t.patient_id`)} ${withStanding(clinicId)}
    where v.clinic_id = ${clinicId} and v.id = any(${ids})`,

  call: (clinicId, ids) => sql`
    select c.id, ${personOf(sql`c.patient_id`)}, c.started_at as at, null as treatment, null as level,
      b.name as by, c.direction, c.outcome, ${NO_MESSAGE}
    from calls c left join staff b on b.clinic_id = ${clinicId} and b.id = c.called_by
    ${withPerson(clinicId, sql`c.patient_id`)}
    where c.clinic_id = ${clinicId} and c.id = any(${ids})`,

  message: (clinicId, ids, now) => sql`
    select m.id, ${personOf(sql`m.patient_id`)}, m.sent_at as at, null as treatment, null as level,
      ${NO_CALL}, m.kind, m.value, n.status
    from messages m
    left join lateral (
      select u.status from message_statuses u where u.clinic_id = ${clinicId} and u.message_id = m.id
        and u.at <= ${now} order by u.at desc, array_position(${RANKED}, u.status) desc limit 1
    ) n on true ${withPerson(clinicId, sql`m.patient_id`)}
    where m.clinic_id = ${clinicId} and m.id = any(${ids})`,

  stop: (clinicId, ids) => sql`
    select o.id, null as "patientId", null as name, o.at, null as treatment, null as level,
      ${NO_CALL}, 'stop' as kind, o.value, null as status
    from message_stops o
    where o.clinic_id = ${clinicId} and o.id = any(${ids})`,
};

const NO_CALL = sql`null as by, null as direction, null as outcome`;
const NO_MESSAGE = sql`null as kind, null as value, null as status`;
const RANKED = sql`array['queued', 'failed', 'delivered']`;

const TREATED = sql`case when t.id is null then null else jsonb_build_object('id', t.id,
  'endedAt', t.ended_at, 'area', t.area, 'device', t.device, 'rf', t.rf, 'depthMm', t.depth_mm,
  'practitioner', t.practitioner, 'site', i.name) end`;
const TREATMENT = sql`${TREATED} as treatment, a.level`;

function personOf(patientId: SQL): SQL {
  return sql`${patientId} as "patientId", w.name`;
}

function withPerson(clinicId: string, patientId: SQL): SQL {
  return sql`join patients w on w.clinic_id = ${clinicId} and w.id = ${patientId}`;
}

function withSite(clinicId: string): SQL {
  return sql`left join sites i on i.clinic_id = ${clinicId} and i.id = t.site_id`;
}

/** The site of treatment `t`, and what its recovery stands at now. */
function withStanding(clinicId: string): SQL {
  return sql`${withSite(clinicId)}
    left join recoveries r on r.clinic_id = ${clinicId} and r.id = t.id
    left join assessments a on a.clinic_id = ${clinicId} and a.id = r.assessment_id`;
}

function rowOf({ patientId, name, treatment, ...row }: RawRow): ReportRow {
  const { direction, outcome, kind, value, status } = row;
  return {
    id: row.id,
    patient: patientId === null || name === null ? null : { id: patientId, name },
    at: new Date(row.at),
    treatment: treatment && { ...treatment, endedAt: new Date(treatment.endedAt) },
    level: row.level,
    by: row.by,
    call: direction === null || outcome === null ? null : { direction, outcome },
    message: kind === null || value === null ? null : { kind, value, status },
  };
}
