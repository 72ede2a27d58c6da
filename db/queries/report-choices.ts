import { eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { treatments } from "@/db/schema/care";
import { sites, staff } from "@/db/schema/clinic";
import { type Actor, requirePermission } from "@/lib/actor";

/** What a report can be limited to, in order, and the names of everybody who ever worked here by their id. */
export type ReportChoices = {
  site: string[];
  practitioner: string[];
  device: string[];
  area: string[];
  people: Readonly<Record<string, string>>;
};

/** Every value that a treatment of the clinic has: what was never used can't be chosen. */
export async function listReportChoices(
  actor: Actor,
  database: Database = db,
): Promise<ReportChoices> {
  requirePermission(actor, "see reports");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const found = await tx
      .selectDistinct({
        practitioner: treatments.practitioner,
        device: treatments.device,
        area: treatments.area,
      })
      .from(treatments)
      .where(eq(treatments.clinicId, clinicId));
    const places = await tx
      .select({ name: sites.name })
      .from(sites)
      .where(eq(sites.clinicId, clinicId));
    const people = await tx
      .select({ staffId: staff.id, name: staff.name })
      .from(staff)
      .where(eq(staff.clinicId, clinicId));
    return {
      site: distinct(places.map(({ name }) => name)),
      practitioner: distinct(found.map(({ practitioner }) => practitioner)),
      device: distinct(found.map(({ device }) => device)),
      area: distinct(found.map(({ area }) => area)),
      people: Object.fromEntries(people.map(({ staffId, name }) => [staffId, name])),
    };
  });
}

function distinct(values: readonly (string | null)[]): string[] {
  const known = values.filter((value): value is string => value !== null && value !== "");
  return [...new Set(known)].toSorted((a, b) => a.localeCompare(b, "en"));
}
