import { raiseAlerts } from "@/db/mutations/alerts";
import { listClinicsForRounds } from "@/db/queries/clinic-rounds";
import { logError } from "@/lib/log";

/** Alerts, in every clinic, of urgent cases that nobody touched in time. One clinic's failure stops no other. */
export async function raiseAllAlerts(now: Date): Promise<void> {
  for (const clinicId of await listClinicsForRounds()) {
    try {
      await raiseAlerts({ kind: "job", clinicId, job: "raise alerts" }, now);
    } catch (error) {
      logError("Alerts of a clinic could not be raised; the next round tries again.", error, {
        clinicId,
      });
    }
  }
}
