import { compareLevels, type Level, worstLevel } from "@/lib/triage/protocol";
import { contactsInHorizon } from "./contacts";
import type { ClosureFacts } from "./facts";
import { ratioOf, sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import type { Ids, PendingRatio } from "./report";
import { closingAt } from "./turns";

/** Common words of the cohort metrics: each is asked of one recovery, within its horizon. */

/** Somebody tried to reach the patient, or the patient reached the clinic. */
export function isAttempted(recovery: Recovery): boolean {
  return contactsInHorizon(recovery).length > 0;
}

/** The patient, or who speaks for them, was spoken to. */
export function isReached(recovery: Recovery): boolean {
  return contactsInHorizon(recovery).some(({ reached }) => reached);
}

/** Something is known of how it healed: a valid check-in, or a talk. */
export function isKnown(recovery: Recovery): boolean {
  return recovery.checkIns.length > 0 || isReached(recovery);
}

/** The closing that stands at the end of the horizon, or now; null when it is open then. */
export function standingClosing({ turns, horizonEnd }: Recovery): ClosureFacts | null {
  return closingAt(turns, horizonEnd - 1);
}

/** A person ended it as healed. Referred, declined or lost is an end, but nobody has seen it heal. */
export function isResolved(recovery: Recovery): boolean {
  const closing = standingClosing(recovery);
  if (closing === null || !closing.byHuman) return false;
  return closing.outcome === "healed" || closing.outcome === "healed_after_care";
}

/** What was assessed in the horizon. */
export function assessmentsInHorizon({ assessments, endedAt, horizonEnd }: Recovery) {
  return assessments.filter(({ at }) => endedAt <= at && at < horizonEnd);
}

/** The worst that it was assessed as; expected when it never was. */
export function worstOf(recovery: Recovery): Level {
  return worstLevel(assessmentsInHorizon(recovery).map(({ level }) => level));
}

/** Whether it was ever assessed at a level or worse. */
export function wasAtLeast(recovery: Recovery, level: Level): boolean {
  return compareLevels(worstOf(recovery), level) >= 0;
}

/** Flagged: at watch or worse. */
export function isFlagged(recovery: Recovery): boolean {
  return wasAtLeast(recovery, "watch");
}

/** Those for which something holds, among all; pending is what may still come to hold. */
export function cohortRatio(
  recoveries: readonly Recovery[],
  holds: (recovery: Recovery) => boolean,
): PendingRatio {
  const num = recoveries.filter(holds);
  return { ...ratioOf(idsOf(num), idsOf(recoveries)), pending: unfinished(recoveries, num) };
}

/** The same for what is an absence: pending is what may still cease to hold. */
export function absenceRatio(
  recoveries: readonly Recovery[],
  holds: (recovery: Recovery) => boolean,
): PendingRatio {
  const num = recoveries.filter(holds);
  return { ...ratioOf(idsOf(num), idsOf(recoveries)), pending: unfinished(num, []) };
}

/** Those whose horizon isn't over, without some. */
export function unfinished(recoveries: readonly Recovery[], without: readonly Recovery[]): Ids {
  const done = new Set(without);
  return sortedIds(
    idsOf(recoveries.filter((recovery) => !recovery.horizonOver && !done.has(recovery))),
  );
}

/** The ids of some recoveries, which are those of their treatments. */
export function idsOf(recoveries: readonly Recovery[]): string[] {
  return recoveries.map(({ id }) => id);
}
