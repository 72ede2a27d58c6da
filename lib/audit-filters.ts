import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { AUDIT_ACTIONS, type AuditAction } from "./audit";

/** What a person wants to see of the audit. Days are the clinic's, both included. */
export type AuditFilters = {
  staffId: string | null;
  action: AuditAction | null;
  patientId: string | null;
  from: string | null;
  to: string | null;
  /** The page begins below this sequence number. */
  before: number | null;
};

const orNull = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (value === "" ? undefined : value), schema.optional())
    .transform((value) => value ?? null);

/** A day far enough from both ends of what dates can hold that zones and the next day stay inside. */
const searchedDay = z.iso.date().refine((text) => text >= "1900-01-01" && text < "9999-01-01");

const parameters = z.object({
  who: orNull(z.uuid()),
  what: orNull(z.enum(AUDIT_ACTIONS)),
  patient: orNull(z.uuid()),
  from: orNull(searchedDay),
  to: orNull(searchedDay),
  before: orNull(z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)),
});

/** The filters a URL asks for; `ok: false` when it names an action, day or page that doesn't exist. */
export function parseAuditFilters(
  query: Record<string, string | string[] | undefined>,
): { ok: true; filters: AuditFilters } | { ok: false } {
  const parsed = parameters.safeParse(query);
  if (!parsed.success) return { ok: false };
  const { who, what, patient, from, to, before } = parsed.data;
  return {
    ok: true,
    filters: { staffId: who, action: what, patientId: patient, from, to, before },
  };
}

/** The query string of a filter, for a link to the same view or its next page. */
export function auditQuery(filters: AuditFilters): string {
  const { staffId, action, patientId, from, to, before } = filters;
  const named = {
    who: staffId,
    what: action,
    patient: patientId,
    from,
    to,
    before: before?.toString(),
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(named)) if (value) query.set(name, value);
  return query.toString();
}

/** First instant of a day of the zone, `days` later; null for no day. A day has 23 to 25 hours. */
export function dayStart(day: string | null, zone: string, days = 0): Date | null {
  if (day === null) return null;
  const start = Temporal.PlainDate.from(day).add({ days }).toZonedDateTime(zone);
  return new Date(start.epochMilliseconds);
}
