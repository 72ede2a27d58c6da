import { freezeMonths, restateMonth } from "@/db/mutations/report-months";
import { listClinicsForRounds } from "@/db/queries/clinic-rounds";
import { logError } from "@/lib/log";

/**
 * Freezes, in every clinic, the months that have become final, and looks whether a frozen one comes out
 * otherwise by now. One clinic's failure stops no other.
 */
export async function freezeAllMonths(now: Date): Promise<void> {
  for (const clinicId of await listClinicsForRounds()) {
    try {
      const actor = { kind: "job", clinicId, job: "freeze months" } as const;
      await freezeMonths(actor, now);
      await restateMonth(actor, now);
    } catch (error) {
      logError("Months of a clinic could not be frozen; the next round tries again.", error, {
        clinicId,
      });
    }
  }
}
