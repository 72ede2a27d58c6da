import { and, asc, desc, eq, gte, lt, type SQL } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { writeAudit } from "@/db/mutations/audit";
import { patients } from "@/db/schema/care";
import { auditEvents, clinics, staff } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import { type AuditFilters, dayStart } from "@/lib/audit-filters";

/** Who did or saw what, of whom, when. `by` is the person's name, the name of the job, or a patient. */
export type AuditRow = {
  seq: number;
  at: Date;
  by: string;
  action: string;
  patient: { id: string; name: string } | null;
  /** The person of the clinic that it was done to: whose sign-in was refused, who was added. */
  about: string | null;
  details: Record<string, unknown>;
};

export type AuditList = {
  rows: AuditRow[];
  /** Sequence number before which the next page begins; null on the last page. */
  next: number | null;
  timeZone: string;
  /** Everybody who can be filtered by, also those who left. */
  people: { staffId: string; name: string }[];
};

const PAGE = 50;
/** Who acts through a check-in link, as the audit calls them. */
const BY_LINK = "Holder of a check-in link";

/** The clinic's audit, newest first, 50 a page. Reading it is itself an entry. */
export async function listAudit(
  actor: Actor,
  filters: AuditFilters,
  now: Date,
  database: Database = db,
): Promise<AuditList> {
  requirePermission(actor, "see audit");
  return inClinic(actor, database, async (tx) => {
    const [clinic] = await tx
      .select({ timeZone: clinics.timeZone })
      .from(clinics)
      .where(eq(clinics.id, actor.clinicId));
    const timeZone = clinic!.timeZone;
    const people = await tx
      .select({ staffId: staff.id, name: staff.name })
      .from(staff)
      .where(eq(staff.clinicId, actor.clinicId))
      .orderBy(asc(staff.name));
    const found = await tx
      .select({
        seq: auditEvents.seq,
        at: auditEvents.at,
        actorKind: auditEvents.actorKind,
        actorId: auditEvents.actorId,
        action: auditEvents.action,
        patientId: auditEvents.patientId,
        subjectId: auditEvents.subjectId,
        patientName: patients.name,
        details: auditEvents.details,
      })
      .from(auditEvents)
      .leftJoin(
        patients,
        and(eq(patients.clinicId, auditEvents.clinicId), eq(patients.id, auditEvents.patientId)),
      )
      .where(and(eq(auditEvents.clinicId, actor.clinicId), ...conditions(filters, timeZone)))
      .orderBy(desc(auditEvents.seq))
      .limit(PAGE + 1);
    const shown = found.slice(0, PAGE);
    await writeAudit(tx, actor, { action: "audit.view", details: { shown: shown.length } }, now);
    const names = new Map(people.map(({ staffId, name }) => [staffId, name]));
    return {
      rows: shown.map(({ actorKind, actorId, patientId, patientName, subjectId, ...row }) => ({
        ...row,
        by: actorKind === "patient" ? BY_LINK : (names.get(actorId) ?? actorId),
        about: names.get(subjectId ?? "") ?? null,
        patient: patientId === null ? null : { id: patientId, name: patientName ?? "Removed" },
      })),
      next: found.length > PAGE ? shown.at(-1)!.seq : null,
      timeZone,
      people,
    };
  });
}

function conditions(filters: AuditFilters, zone: string): (SQL | undefined)[] {
  const { staffId, action, patientId, before } = filters;
  const [from, until] = [dayStart(filters.from, zone), dayStart(filters.to, zone, 1)];
  return [
    staffId === null ? undefined : eq(auditEvents.actorId, staffId),
    action === null ? undefined : eq(auditEvents.action, action),
    patientId === null ? undefined : eq(auditEvents.patientId, patientId),
    from === null ? undefined : gte(auditEvents.at, from),
    until === null ? undefined : lt(auditEvents.at, until),
    before === null ? undefined : lt(auditEvents.seq, before),
  ];
}
