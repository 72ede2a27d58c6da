import { idsOf, isAttempted, isReached, isResolved, unfinished } from "./cohort";
import { contactable, dueOf } from "./contactable";
import { share, sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import { CASCADE_STEPS, type Cascade, type CascadeStep } from "./report";
import type { Study } from "./study";

/** How far the follow-up of the period's treatments has come: each step lies within the one before. */
export function cascade(study: Study): Cascade {
  const { cohort } = study;
  const contacted = new Set(contactable(study).num);
  const due = new Set(dueOf(study));
  const passes: Record<CascadeStep, (recovery: Recovery) => boolean> = {
    treated: () => true,
    due: (recovery) => due.has(recovery),
    contactable: ({ id }) => contacted.has(id),
    attempted: isAttempted,
    reached: isReached,
    resolved: isResolved,
  };
  let left = cohort;
  const steps = CASCADE_STEPS.map((step) => {
    left = left.filter(passes[step]);
    return {
      step,
      n: left.length,
      ids: sortedIds(idsOf(left)),
      ...share(left.length, cohort.length),
      patients: sortedIds(left.map(({ patientId }) => patientId)),
    };
  });
  return { steps, pending: unfinished(cohort, left) };
}
