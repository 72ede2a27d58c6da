import { eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { clinics } from "@/db/schema/clinic";
import type { Actor } from "@/lib/actor";

export type Clinic = typeof clinics.$inferSelect;

/** The actor's own clinic: its name, zone, hours and numbers. Open to everyone who works there. */
export async function findClinic(actor: Actor, database: Database = db): Promise<Clinic> {
  return inClinic(actor, database, async (tx) => {
    const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, actor.clinicId));
    if (!clinic) throw new Error("The actor's clinic is gone.");
    return clinic;
  });
}
