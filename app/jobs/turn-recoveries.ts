import { turnRecoveries } from "@/db/mutations/turned-recoveries";
import { listClinicsForRounds } from "@/db/queries/clinic-rounds";
import { logError } from "@/lib/log";

/** Writes down, in every clinic, what time alone has changed. One clinic's failure stops no other. */
export async function turnAllRecoveries(now: Date): Promise<void> {
  for (const clinicId of await listClinicsForRounds()) {
    try {
      await turnRecoveries({ kind: "job", clinicId, job: "turn recoveries" }, now);
    } catch (error) {
      logError("A round through a clinic's recoveries failed; the next one tries again.", error, {
        clinicId,
      });
    }
  }
}
