import { eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { clinics } from "@/db/schema/clinic";
import type { Actor } from "@/lib/actor";

export type Clinic = typeof clinics.$inferSelect;

/** The own clinic of an actor, or of whoever holds a link: its name, zone, hours and numbers. Open to all of them. */
export async function findClinic(
  actor: Pick<Actor, "clinicId">,
  database: Database = db,
): Promise<Clinic> {
  return inClinic(actor, database, async (tx) => {
    const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, actor.clinicId));
    if (!clinic) throw new Error("The actor's clinic is gone.");
    return clinic;
  });
}
