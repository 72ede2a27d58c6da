import { absenceRatio, idsOf, isAttempted, isReached, wasAtLeast } from "./cohort";
import { contactsInHorizon } from "./contacts";
import { sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import type { AttemptsToReach, Ids, NeverReached } from "./report";
import type { Study } from "./study";

/** How many calls it took to reach patients, with those who were never reached beside. */
export function attemptsToReach({ cohort }: Study): AttemptsToReach {
  const attempted = cohort.filter(isAttempted);
  const reached = Map.groupBy(attempted.filter(isReached), attemptsOf);
  const not = attempted.filter((recovery) => !isReached(recovery));
  const counts = [...reached.keys()].filter((key) => key !== null).toSorted((a, b) => a - b);
  return {
    N: attempted.length,
    byAttempts: Object.fromEntries(
      counts.map((count): [string, Ids] => [String(count), sortedIds(idsOf(reached.get(count)!))]),
    ),
    inbound: sortedIds(idsOf(reached.get(null) ?? [])),
    never: sortedIds(idsOf(not.filter(({ horizonOver }) => horizonOver))),
    pending: sortedIds(idsOf(not.filter(({ horizonOver }) => !horizonOver))),
  };
}

/** The number of calls up to and with the one that reached the patient; null when the patient came first. */
function attemptsOf(recovery: Recovery): number | null {
  const contacts = contactsInHorizon(recovery);
  const first = contacts.findIndex(({ reached }) => reached);
  if (contacts[first]!.call.direction !== "outbound") return null;
  return contacts.slice(0, first + 1).filter(({ call }) => call.direction === "outbound").length;
}

/** Treatments whose patient was tried and not reached; beside them the flagged ones that nobody tried. */
export function neverReached({ cohort }: Study): NeverReached {
  const untried = cohort.filter(
    (recovery) => wasAtLeast(recovery, "awaiting") && !isAttempted(recovery),
  );
  return {
    ...absenceRatio(cohort.filter(isAttempted), (recovery) => !isReached(recovery)),
    flaggedNotAttempted: sortedIds(idsOf(untried)),
  };
}
