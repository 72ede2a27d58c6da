import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { JobActor } from "@/lib/actor";
import { writeAudit } from "./audit";

/** From this local hour on the morning mail of a day is written, and until noon at the latest. */
const MORNING = { from: 7, until: 12 } as const;

/**
 * Writes the day's mail to each person of one clinic who asked for it, once its morning has come: one a day,
 * however often it is asked. Returns how many it wrote.
 */
export async function writeMorningMails(
  actor: JobActor,
  now: Date,
  database: Database = db,
): Promise<number> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const { rows: due } = await tx.execute<{ staffId: string; cause: string }>(sql`
      select p.staff_id as "staffId",
        'morning ' || (${now}::timestamptz at time zone c.time_zone)::date || ' ' || p.staff_id as cause
      from preferences p
      join clinics c on c.id = ${clinicId}
      join staff s on s.clinic_id = ${clinicId} and s.id = p.staff_id and s.disabled_at is null
      where p.clinic_id = ${clinicId} and p.morning_mail
        and extract(hour from ${now}::timestamptz at time zone c.time_zone) >= ${MORNING.from}
        and extract(hour from ${now}::timestamptz at time zone c.time_zone) < ${MORNING.until}
        and not exists (select from messages m where m.clinic_id = ${clinicId} and m.cause =
          'morning ' || (${now}::timestamptz at time zone c.time_zone)::date || ' ' || p.staff_id)`);
    if (due.length === 0) return 0;
    const written = await tx
      .insert(messages)
      .values(
        due.map(({ staffId, cause }) => ({
          clinicId,
          id: uuidv7(),
          staffId,
          cause,
          kind: "automatic" as const,
          template: "staff_list" as const,
          createdAt: now,
          state: "waiting" as const,
          leavesAt: now,
        })),
      )
      .onConflictDoNothing({ target: [messages.clinicId, messages.cause] })
      .returning({ id: messages.id });
    if (written.length === 0) return 0;
    await writeAudit(
      tx,
      actor,
      { action: "message.plan", details: { morning: written.length } },
      now,
    );
    return written.length;
  });
}
