import { keepLeftDrafts } from "@/db/mutations/own-check-ins";
import { listClinicsForRounds } from "@/db/queries/clinic-rounds";
import { logError } from "@/lib/log";

/** Keeps, in every clinic, what patients began to report and left alone. One clinic's failure stops no other. */
export async function keepAllLeftDrafts(now: Date): Promise<void> {
  for (const clinicId of await listClinicsForRounds()) {
    try {
      await keepLeftDrafts({ kind: "job", clinicId, job: "keep left drafts" }, now);
    } catch (error) {
      logError("Reports that were left could not be kept; the next round tries again.", error, {
        clinicId,
      });
    }
  }
}
