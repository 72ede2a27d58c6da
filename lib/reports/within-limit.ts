import { pChart } from "./p-chart";
import { ratioOf, sortedIds } from "./ratio";
import {
  FLAG_LEVELS,
  type FlagLevel,
  type LimitShare,
  type Report,
  type WithinLimit,
} from "./report";
import type { Raise, Study } from "./study";
import { type Awaited, deadlinesOf, waitOf, withdrawalOf } from "./waits";

/** Flags of a level that somebody called about, and reached the patient about, within the level's limit. */
export function withinLimit(study: Study, level: FlagLevel): WithinLimit {
  return {
    attempt: limitShare(study, level, "attempt"),
    reached: limitShare(study, level, "reached"),
  };
}

function limitShare(study: Study, level: FlagLevel, awaited: Awaited): LimitShare {
  const { pending, withdrawn, judged } = judge(study, level, awaited);
  return {
    ...ratioOf(idsOf(judged.filter(({ inTime }) => inTime).map(({ raise }) => raise)), [
      ...idsOf(judged.map(({ raise }) => raise)),
    ]),
    pending: sortedIds(idsOf(pending)),
    withdrawn: sortedIds(idsOf(withdrawn)),
  };
}

/** A limit that isn't over says nothing yet, nor does a flag that an answer took back before it was. */
function judge(study: Study, level: FlagLevel, awaited: Awaited) {
  const deadlineOf = deadlinesOf(study);
  const pending: Raise[] = [];
  const withdrawn: Raise[] = [];
  const judged: { raise: Raise; inTime: boolean }[] = [];
  for (const raise of study.raises.filter((each) => each.level === level)) {
    const deadline = deadlineOf(raise);
    if (deadline === null) {
      pending.push(raise);
      continue;
    }
    const { answered, until } = waitOf(raise, awaited, study.now);
    const withdrawal = withdrawalOf(raise);
    if (!answered && withdrawal !== null && withdrawal <= deadline) withdrawn.push(raise);
    else judged.push({ raise, inTime: answered && until <= deadline });
  }
  return { pending, withdrawn, judged };
}

/** The share within the limit by ISO week of the flag, for each level: calls, whether anybody answered or not. */
export function limitCharts(study: Study): Report["p_chart"] {
  return Object.fromEntries(
    FLAG_LEVELS.map((level) => {
      const { judged } = judge(study, level, "attempt");
      const weeks = Map.groupBy(judged, ({ raise }) => study.local(raise.at).week);
      const counts = [...weeks].map(([week, raised]) => ({
        week,
        n: raised.filter(({ inTime }) => inTime).length,
        N: raised.length,
      }));
      return [level, pChart(counts)];
    }),
  ) as Report["p_chart"];
}

/** The flags by ISO week in which they were raised, each week with every level. */
export function weeklyFlags({ raises, local }: Study): Report["weekly_flags"] {
  const weeks = Map.groupBy(raises, ({ at }) => local(at).week);
  return Object.fromEntries(
    [...weeks.keys()].toSorted().map((week) => {
      const raised = weeks.get(week)!;
      const byLevel = FLAG_LEVELS.map((level) => [
        level,
        sortedIds(idsOf(raised.filter((raise) => raise.level === level))),
      ]);
      return [week, Object.fromEntries(byLevel)];
    }),
  );
}

function idsOf(raises: readonly Raise[]): string[] {
  return raises.map(({ id }) => id);
}
