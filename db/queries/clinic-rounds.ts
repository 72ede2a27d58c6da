import { asc, sql } from "drizzle-orm";
import { type Database, db } from "@/db/client";
import { clinics } from "@/db/schema/clinic";

/** The ids of all clinics, for a job that visits each; it reads everything else one clinic at a time. */
export async function listClinicsForRounds(database: Database = db): Promise<string[]> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.rounds', 'on', true)`);
    const rows = await tx.select({ id: clinics.id }).from(clinics).orderBy(asc(clinics.id));
    await tx.execute(sql`select set_config('app.rounds', '', true)`);
    return rows.map(({ id }) => id);
  });
}
