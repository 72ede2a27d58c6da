import { idsOf } from "./cohort";
import { curveAt, kaplanMeier } from "./kaplan-meier";
import { sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import type { RednessResolution, RednessSpan } from "./report";
import type { Study } from "./study";

const HOUR_SECONDS = 3600;

/** How long until redness was told to be gone for good. The true end lies between two answers. */
export function rednessResolution({ cohort }: Study): RednessResolution {
  const asked = cohort.map((recovery) => ({ recovery, answers: rednessOf(recovery) }));
  const answered = asked.filter(({ answers }) => answers.length > 0);
  const curve = kaplanMeier(answered.map(({ recovery, answers }) => spanOf(recovery.id, answers)));
  return {
    ...curve,
    at48h: curveAt(curve, 48 * HOUR_SECONDS),
    at72h: curveAt(curve, 72 * HOUR_SECONDS),
    noAnswer: sortedIds(
      idsOf(asked.filter(({ answers }) => answers.length === 0).map(({ recovery }) => recovery)),
    ),
  };
}

/** Seconds from the end of treatment, and the worst that was told of that instant. */
type Answer = { t: number; redness: number };

function rednessOf({ checkIns, endedAt }: Recovery): Answer[] {
  const worst = new Map<number, number>();
  for (const { observedAt, redness } of checkIns) {
    if (redness !== null) worst.set(observedAt, Math.max(redness, worst.get(observedAt) ?? 0));
  }
  return [...worst]
    .map(([at, redness]) => ({ t: (at - endedAt) / 1000, redness }))
    .toSorted((a, b) => a.t - b.t);
}

function spanOf(id: string, answers: readonly Answer[]): RednessSpan {
  const lastRed = answers.findLastIndex(({ redness }) => redness >= 1);
  const lower = answers[lastRed]?.t ?? 0;
  const gone = answers[lastRed + 1];
  return gone ? { id, t: gone.t, event: true, lower } : { id, t: lower, event: false, lower };
}
