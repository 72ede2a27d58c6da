import { compareLevels, type Level } from "@/lib/triage/protocol";
import type { LinePlan } from "./line-plan";

/** A line of the worklist as far as two can become one. */
export type JoinedLine = LinePlan & {
  level: Level | null;
  untouchedSince: Date | null;
  assigneeId: string | null;
};

/**
 * One line out of two of the same person: the plan of the more urgent, the earlier promise, the later call,
 * and whoever waits longest for a human touch. A snooze holds only where both were snoozed. Ties keep `kept`.
 */
export function joinLines(kept: JoinedLine, merged: JoinedLine): JoinedLine {
  const lead = isMoreUrgent(merged, kept) ? merged : kept;
  const promisedAt = earlier(kept.promisedAt, merged.promisedAt);
  const last = (merged.calledAt?.getTime() ?? 0) > (kept.calledAt?.getTime() ?? 0) ? merged : kept;
  const bothSnoozed = kept.snoozedUntil !== null && merged.snoozedUntil !== null;
  return {
    level: lead.level,
    nextAction: lead.nextAction,
    dueAt: earlier(lead.dueAt, promisedAt) ?? lead.dueAt,
    promisedAt,
    attempts: lead.attempts,
    reasonSince: lead.reasonSince,
    lastCallId: last.lastCallId,
    calledAt: last.calledAt,
    snoozedUntil: bothSnoozed ? earlier(kept.snoozedUntil, merged.snoozedUntil) : null,
    untouchedSince: earlier(kept.untouchedSince, merged.untouchedSince),
    assigneeId: kept.assigneeId ?? merged.assigneeId,
  };
}

/** A failed rule first, then the worse level, then what is due sooner. */
function isMoreUrgent(one: JoinedLine, other: JoinedLine): boolean {
  if (one.level === null || other.level === null) return one.level === null && other.level !== null;
  const worse = compareLevels(one.level, other.level);
  return worse === 0 ? one.dueAt < other.dueAt : worse > 0;
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
