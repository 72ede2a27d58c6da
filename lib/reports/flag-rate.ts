import { REASON_CATEGORIES } from "@/lib/triage/categories";
import { compareLevels, LEVELS, type ReasonCode } from "@/lib/triage/protocol";
import { assessmentsInHorizon, cohortRatio, idsOf, isFlagged, worstOf } from "./cohort";
import { sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import { FLAG_CATEGORIES, type FlagCategory, type FlagRate } from "./report";
import type { Study } from "./study";

/** Treatments that were flagged at watch or worse, by their worst level and by what was wrong. */
export function flagRate({ cohort }: Study): FlagRate {
  const worst = Map.groupBy(cohort, worstOf);
  const flagged = cohort.filter(isFlagged);
  const categories = new Map(flagged.map((recovery) => [recovery, categoriesOf(recovery)]));
  return {
    ...cohortRatio(cohort, (recovery) => categories.has(recovery)),
    byWorstLevel: Object.fromEntries(
      LEVELS.map((level) => [level, sortedIds(idsOf(worst.get(level) ?? []))]),
    ) as FlagRate["byWorstLevel"],
    byCategory: Object.fromEntries(
      FLAG_CATEGORIES.map((category) => [
        category,
        sortedIds(idsOf(flagged.filter((each) => categories.get(each)!.has(category)))),
      ]),
    ) as FlagRate["byCategory"],
  };
}

function categoriesOf(recovery: Recovery): Set<FlagCategory> {
  const assessed = assessmentsInHorizon(recovery).filter(
    ({ level }) => compareLevels(level, "watch") >= 0,
  );
  return new Set(assessed.flatMap(({ reasons }) => reasons.map(categoryOf)));
}

/** A reason that this version of the protocol doesn't know is more than expected, unless it is a clinic's rule. */
function categoryOf(code: string): FlagCategory {
  if (code.startsWith("X_")) return "clinic_rule";
  if (Object.hasOwn(REASON_CATEGORIES, code)) return REASON_CATEGORIES[code as ReasonCode];
  if (code.endsWith("_PROLONGED")) return "prolonged";
  if (code.endsWith("_PAST_48H") || code.endsWith("_RETURNED")) return "past_window";
  return "more_than_expected";
}
