import { cohortRatio, idsOf, isResolved, standingClosing } from "./cohort";
import { kaplanMeier } from "./kaplan-meier";
import { quantile } from "./quantile";
import { sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import type { Ids, ReportedClosing, Resolution } from "./report";
import type { Study } from "./study";

const REPORTED = [
  "healed",
  "healed_after_care",
  "referred",
  "declined",
  "lost",
  "superseded",
] as const satisfies readonly ReportedClosing[];

/** How recoveries ended by the end of their horizon, and after how long the healed ones were closed. */
export function resolution({ cohort, now }: Study): Resolution {
  const closings = new Map(cohort.map((recovery) => [recovery, standingClosing(recovery)]));
  const where = (holds: (recovery: Recovery) => boolean): Ids =>
    sortedIds(idsOf(cohort.filter(holds)));
  const coded = (recovery: Recovery) => {
    const closing = closings.get(recovery);
    return closing?.byHuman ? closing.outcome : null;
  };
  const resolvedAt = (recovery: Recovery) => (closings.get(recovery)!.at - recovery.endedAt) / 1000;
  const times = cohort.filter(isResolved).map(resolvedAt);
  return {
    ...cohortRatio(cohort, isResolved),
    byOutcome: Object.fromEntries(
      REPORTED.map((outcome) => [outcome, where((recovery) => coded(recovery) === outcome)]),
    ) as Resolution["byOutcome"],
    system: where((recovery) => closings.get(recovery) !== null && coded(recovery) === null),
    open: where((recovery) => closings.get(recovery) === null),
    reopened: where(({ turns, horizonEnd, endedAt }) =>
      turns.some(({ at, closing }) => closing === null && endedAt <= at && at < horizonEnd),
    ),
    medianResolved: quantile(times, 0.5),
    p90Resolved: quantile(times, 0.9),
    km: kaplanMeier(
      cohort.map((recovery) => {
        const event = isResolved(recovery);
        const end = (Math.min(now, recovery.horizonEnd) - recovery.endedAt) / 1000;
        return { id: recovery.id, t: event ? resolvedAt(recovery) : end, event };
      }),
    ),
  };
}
