import { eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { readReportFacts } from "@/db/report-facts";
import { clinics } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";
import type { ReportFacts } from "@/lib/reports/facts";
import type { Days } from "@/lib/reports/filters";

/**
 * What a report of some days is computed from, for `buildReport`, which narrows it to a site, a device and so
 * on. Ids and instants, no names: opening the report shows no patient.
 */
export async function listReportFacts(
  actor: Actor,
  days: Days,
  now: Date,
  database: Database = db,
): Promise<ReportFacts> {
  requirePermission(actor, "see reports");
  return inClinic(actor, database, async (tx) => {
    const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, actor.clinicId));
    if (!clinic) throw new Error("The actor's clinic is gone.");
    return readReportFacts(tx, clinic, days, now);
  });
}
