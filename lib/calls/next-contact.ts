/** A later contact is a slip of the pen, and would take the patient out of everybody's sight. */
const FARTHEST_DAYS = 90;

/** Whether a next contact lies too far ahead to be meant. */
export function isOutOfSight(at: Date, now: Date): boolean {
  return at.getTime() > now.getTime() + FARTHEST_DAYS * 86_400_000;
}

/** What is said of it. */
export const OUT_OF_SIGHT = `Enter a time within ${FARTHEST_DAYS} days`;
