import { CHECK_IN_HOURS } from "@/lib/triage/level-plans";

/** A check of one recovery: asked at `dueAt`, answered in `[opensAt, closesAt)`. */
export type CheckWindow = { opensAt: Date; dueAt: Date; closesAt: Date };

const HOUR = 3_600_000;

/**
 * The checks that are asked from `now` on of somebody treated until `endedAt`: at each hour of the protocol
 * that is still ahead. A window reaches halfway to the neighbouring checks, and begins no earlier than the
 * `standing` ones end, which were asked already and stay; a check that this leaves no time for isn't asked.
 */
export function planDueChecks(
  endedAt: Date,
  now: Date,
  standing: readonly Pick<CheckWindow, "closesAt">[] = [],
): CheckWindow[] {
  const taken = Math.max(-Infinity, ...standing.map(({ closesAt }) => closesAt.getTime()));
  return CHECK_IN_HOURS.flatMap((hour, n) => {
    const opens = ((CHECK_IN_HOURS[n - 1] ?? 0) + hour) / 2;
    const next = CHECK_IN_HOURS[n + 1];
    const closes = next === undefined ? 2 * hour - opens : (hour + next) / 2;
    const [opensAt, dueAt, closesAt] = [opens, hour, closes].map(
      (each) => endedAt.getTime() + each * HOUR,
    ) as [number, number, number];
    const from = Math.max(opensAt, taken);
    if (dueAt <= now.getTime() || from > dueAt) return [];
    return [{ opensAt: new Date(from), dueAt: new Date(dueAt), closesAt: new Date(closesAt) }];
  });
}
