import { idsOf, isAttempted, isReached } from "./cohort";
import { ratioOf, sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import type { PendingRatio } from "./report";
import type { Study } from "./study";

const RESPONSE_MS = 72 * 3_600_000;

/** Treatments with an answer of the patient's own within 72 hours, among those that are older than that. */
export function response72h({ cohort, now }: Study): PendingRatio {
  const isOver = ({ endedAt }: Recovery) => endedAt + RESPONSE_MS <= now;
  const over = cohort.filter(isOver);
  const answered = over.filter(({ checkIns, endedAt }) =>
    checkIns.some(({ byPatient, recordedAt }) => byPatient && recordedAt <= endedAt + RESPONSE_MS),
  );
  return {
    ...ratioOf(idsOf(answered), idsOf(over)),
    pending: sortedIds(idsOf(cohort.filter((each) => !isOver(each)))),
  };
}

/** Patients whom somebody tried to reach. */
export function attemptedPatients(study: Study): PendingRatio {
  return patientRatio(study, isAttempted);
}

/** Patients who were spoken to. */
export function reachedPatients(study: Study): PendingRatio {
  return patientRatio(study, isReached);
}

function patientRatio({ cohort }: Study, holds: (recovery: Recovery) => boolean): PendingRatio {
  const num = new Set(patientsOf(cohort.filter(holds)));
  const waiting = patientsOf(cohort.filter(({ horizonOver }) => !horizonOver));
  return {
    ...ratioOf(num, patientsOf(cohort)),
    pending: sortedIds(waiting.filter((id) => !num.has(id))),
  };
}

function patientsOf(recoveries: readonly Recovery[]): string[] {
  return recoveries.map(({ patientId }) => patientId);
}
