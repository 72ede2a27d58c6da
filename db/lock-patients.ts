import { and, asc, eq, inArray } from "drizzle-orm";
import type { Database } from "./client";
import { patients } from "./schema/care";

/**
 * Takes the rows of several patients for the length of the transaction, always in the order of their
 * ids, so that two people who change many at once wait for each other instead of ending each other.
 * Returns the ids that are patients of the clinic, in the order given, each once.
 */
export async function lockPatients(
  tx: Database,
  clinicId: string,
  patientIds: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(patientIds)];
  if (wanted.length === 0) return [];
  const rows = await tx
    .select({ id: patients.id })
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), inArray(patients.id, wanted)))
    .orderBy(asc(patients.id))
    .for("no key update");
  const found = new Set(rows.map(({ id }) => id));
  return wanted.filter((id) => found.has(id));
}
