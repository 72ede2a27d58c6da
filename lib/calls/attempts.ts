import { type Direction, OUTCOMES, type Outcome } from "./outcomes";

const ATTEMPTS: ReadonlySet<Outcome> = new Set(
  OUTCOMES.filter(({ attempt }) => attempt).map(({ outcome }) => outcome),
);

/**
 * How often people tried to reach a patient: calls that we made and dialled. What was taken back
 * counts for nothing, and a message that the desk sent by itself is none of these.
 */
export function countAttempts(
  calls: readonly { direction: Direction; outcome: Outcome; undoneAt: Date | null }[],
): number {
  return calls.filter(
    ({ direction, outcome, undoneAt }) =>
      direction === "outbound" && undoneAt === null && ATTEMPTS.has(outcome),
  ).length;
}
