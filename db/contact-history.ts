import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Database } from "./client";
import { patients } from "./schema/care";
import { doNotContactPeriods } from "./schema/history";

/**
 * Writes down, inside the caller's transaction, since when each number and address of some patients stands as
 * it stands now: usable or not, with their consent or without. What hasn't changed is left alone.
 */
export async function keepContactStates(
  tx: Database,
  clinicId: string,
  patientIds: readonly string[],
  now: Date,
): Promise<void> {
  if (patientIds.length === 0) return;
  await tx.execute(sql`
    insert into contact_point_states (clinic_id, contact_point_id, at, usable, consent)
    select p.clinic_id, p.id, ${now.toISOString()}::timestamptz, p.usable, w.consent_to_contact
    from contact_points p
    join patients w on w.clinic_id = ${clinicId} and w.id = p.patient_id
    left join lateral (
      select s.usable, s.consent from contact_point_states s
      where s.clinic_id = ${clinicId} and s.contact_point_id = p.id
      order by s.at desc limit 1
    ) last on true
    where p.clinic_id = ${clinicId} and p.patient_id = any(${sql.param([...patientIds])}::uuid[])
      and (last.usable, last.consent) is distinct from (p.usable, w.consent_to_contact)
    on conflict (clinic_id, contact_point_id, at)
      do update set usable = excluded.usable, consent = excluded.consent`);
}

/**
 * Writes down since when some patients want to be left alone as it stands now, inside the caller's
 * transaction: a wish that was changed ends, and the one that stands begins.
 */
export async function keepContactWishes(
  tx: Database,
  clinicId: string,
  patientIds: readonly string[],
  now: Date,
): Promise<void> {
  const people = await tx
    .select({ id: patients.id, until: patients.doNotContactUntil })
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), inArray(patients.id, [...patientIds])));
  for (const { id: patientId, until } of people) {
    const standing = and(
      eq(doNotContactPeriods.clinicId, clinicId),
      eq(doNotContactPeriods.patientId, patientId),
      or(isNull(doNotContactPeriods.untilAt), gt(doNotContactPeriods.untilAt, now)),
    );
    const kept = await tx
      .select({ until: doNotContactPeriods.untilAt })
      .from(doNotContactPeriods)
      .where(standing);
    const wanted = until !== null && until > now ? until : null;
    const same = kept.length === (wanted === null ? 0 : 1);
    if (same && kept.every((each) => each.until?.getTime() === wanted?.getTime())) continue;
    await tx.update(doNotContactPeriods).set({ untilAt: now }).where(standing);
    if (wanted === null) continue;
    await tx
      .insert(doNotContactPeriods)
      .values({ clinicId, patientId, fromAt: now, untilAt: wanted });
  }
}
