import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { clinics } from "@/db/schema/clinic";
import { messages } from "@/db/schema/messages";
import type { JobActor } from "@/lib/actor";

/** The ids of a clinic's messages whose time has come, the longest due first; at most `limit`. */
export function listDueMessages(
  actor: JobActor,
  { limit }: { limit: number },
  now: Date,
  database: Database = db,
): Promise<string[]> {
  return inClinic(actor, database, async (tx) => {
    const due = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(
        and(
          eq(messages.clinicId, actor.clinicId),
          inArray(messages.state, ["waiting", "sending", "unsure"]),
          // In the words of the index.
          sql`state in ('waiting', 'sending', 'unsure')`,
          lte(messages.leavesAt, now),
        ),
      )
      .orderBy(asc(messages.leavesAt))
      .limit(limit);
    return due.map(({ id }) => id);
  });
}

/**
 * The clinic that texts to a number are meant for, before any clinic is known; null for nobody's. The database
 * shows it the clinic with this very number, for this one transaction.
 */
export function findClinicOfTextNumber(
  textNumber: string,
  database: Database = db,
): Promise<string | null> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.text_number', ${textNumber}, true)`);
    const [found] = await tx
      .select({ id: clinics.id })
      .from(clinics)
      .where(eq(clinics.textNumber, textNumber));
    return found?.id ?? null;
  });
}

/**
 * The clinic of a message that a provider calls back about; null for one that never was. The database shows it
 * this very message, for this one transaction.
 */
export function findClinicOfMessage(
  messageId: string,
  database: Database = db,
): Promise<string | null> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.message_id', ${messageId}, true)`);
    const [found] = await tx
      .select({ clinicId: messages.clinicId })
      .from(messages)
      .where(eq(messages.id, messageId));
    return found?.clinicId ?? null;
  });
}
