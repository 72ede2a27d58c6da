/** Why a time can't be the end of a treatment. */
export type TreatmentTimeRefusal = "in_future" | "too_long_ago";

/** Clocks differ a little: so much later than now may a treatment have ended, in milliseconds. */
const CLOCK_TOLERANCE = 5 * 60_000;
/** Further back lies a slip of the pen, such as a wrong year. */
const FARTHEST_YEARS = 10;

/** Whether an instant can be the end of a treatment that is told of at `now`. */
export function refuseTreatmentTime(endedAt: Date, now: Date): TreatmentTimeRefusal | null {
  if (endedAt.getTime() > now.getTime() + CLOCK_TOLERANCE) return "in_future";
  const farthest = now.getTime() - FARTHEST_YEARS * 365.25 * 86_400_000;
  return endedAt.getTime() < farthest ? "too_long_ago" : null;
}

/** What to tell somebody whose time was refused, and what to do. */
export const TREATMENT_TIME_REFUSALS: Readonly<Record<TreatmentTimeRefusal, string>> = {
  in_future: "This lies in the future. Enter when the treatment ended.",
  too_long_ago: `This is more than ${FARTHEST_YEARS} years ago. Look at the year.`,
};
