/** The restrictions that end, and whose end a provider may set for one patient. */
export const SETTABLE_RESTRICTIONS = ["makeup", "exercise", "sun", "swimming"] as const;
export type SettableRestriction = (typeof SETTABLE_RESTRICTIONS)[number];

/** Hours that a provider may choose for exercise (recovery protocol, section 7). */
export const EXERCISE_HOURS = [24, 48, 72] as const;

/** The longest that any other restriction may be set to: 30 days, in hours. */
export const MOST_HOURS = 720;

/** The longest reason, in UTF-16 units. */
export const REASON_LIMIT = 200;

/**
 * Whether an end may be set for one patient: exercise to 24, 48 or 72 hours, what else ends to a whole
 * number of hours up to `MOST_HOURS`, advice not at all.
 */
export function maySetTo(id: string, untilHours: number): boolean {
  if (id === "exercise") return EXERCISE_HOURS.some((hours) => hours === untilHours);
  const settable = SETTABLE_RESTRICTIONS.some((each) => each === id);
  return settable && Number.isInteger(untilHours) && untilHours >= 1 && untilHours <= MOST_HOURS;
}

/** The end as its form shows it: whole days from two days on, else hours; empty when none is set. */
export function shownUntil(untilHours: number | null): { until: string; unit: "hours" | "days" } {
  if (untilHours === null) return { until: "", unit: "days" };
  return untilHours >= 48 && untilHours % 24 === 0
    ? { until: String(untilHours / 24), unit: "days" }
    : { until: String(untilHours), unit: "hours" };
}
