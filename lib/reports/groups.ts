import { idsOf, isFlagged, isKnown } from "./cohort";
import { isComplicated } from "./complications";
import { funnelLimits } from "./funnel";
import { ratioOf } from "./ratio";
import type { Recovery } from "./recoveries";
import { type Dimension, type FunnelRatio, type Group, type Groups, NO_VALUE } from "./report";
import type { Study } from "./study";

/**
 * Flags and complications of treatments that have something in common, each against the funnel around the
 * rate of all. In the order of their names: a ranking by rate would rank chance.
 */
export function groupsBy({ cohort }: Study, dimension: Dimension): Groups {
  const groups = Map.groupBy(cohort, (recovery) => valueOf(recovery, dimension) ?? NO_VALUE);
  const flagged = funnelRatio(cohort, isFlagged);
  const complicated = funnelRatio(cohort, isComplicated);
  return Object.fromEntries(
    [...groups.keys()].toSorted().map((value): [string, Group] => {
      const group = groups.get(value)!;
      const known = group.filter(isKnown);
      return [
        value,
        {
          N: group.length,
          flagged: flagged(group),
          complicationTreated: complicated(group),
          complicationKnown: ratioOf(idsOf(known.filter(isComplicated)), idsOf(known)),
          unknown: ratioOf(idsOf(group.filter((each) => !isKnown(each))), idsOf(group)),
        },
      ];
    }),
  );
}

function funnelRatio(all: readonly Recovery[], holds: (recovery: Recovery) => boolean) {
  const overall = all.filter(holds).length / all.length;
  return (group: readonly Recovery[]): FunnelRatio => ({
    ...ratioOf(idsOf(group.filter(holds)), idsOf(group)),
    funnel: funnelLimits(group.length, overall),
  });
}

function valueOf(recovery: Recovery, dimension: Dimension): string | null {
  switch (dimension) {
    case "rf":
      return recovery.rf === null ? null : recovery.rf ? "rf" : "no_rf";
    case "depth":
      return depthBand(recovery.depthMm);
    case "lot":
      return recovery.productLot;
    default:
      return recovery[dimension];
  }
}

/** Half a millimetre each; the lower end belongs to the band. */
function depthBand(mm: number | null): string | null {
  if (mm === null) return null;
  if (mm < 0.5) return "<0.5";
  if (mm < 1) return "0.5-<1.0";
  if (mm < 1.5) return "1.0-<1.5";
  return mm < 2 ? "1.5-<2.0" : "2.0+";
}
