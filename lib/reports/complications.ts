import { absenceRatio, cohortRatio, isKnown, wasAtLeast } from "./cohort";
import type { Recovery } from "./recoveries";
import type { PendingRatio } from "./report";
import type { Study } from "./study";

/** Assessed at complication or worse. */
export function isComplicated(recovery: Recovery): boolean {
  return wasAtLeast(recovery, "complication");
}

/** Complications among all treatments: silence lowers it. */
export function complicationTreated({ cohort }: Study): PendingRatio {
  return cohortRatio(cohort, isComplicated);
}

/** Complications among those of which something is known. Better detection raises both. */
export function complicationKnown({ cohort }: Study): PendingRatio {
  return cohortRatio(cohort.filter(isKnown), isComplicated);
}

/** Treatments of which nothing is known; stands beside every number about safety. */
export function unknownOutcome({ cohort }: Study): PendingRatio {
  return absenceRatio(cohort, (recovery) => !isKnown(recovery));
}
