import type { Level } from "@/lib/triage/protocol";

/**
 * Minutes that an urgent case may wait for a human touch (a call that was dialled, a review, an
 * escalation) before the person on call is alerted. A failed rule counts as urgent. Levels that
 * aren't named have no timer.
 */
const TOUCH_WITHIN_MINUTES: Partial<Record<Level, number>> = { urgent: 60, emergency: 5 };

/** Whether a level has a timer; null is a failed rule. */
export function mustBeTouched(level: Level | null): boolean {
  return (level ?? "urgent") in TOUCH_WITHIN_MINUTES;
}

/** When the person on call is alerted of somebody who has been waiting since `untouchedSince`. */
export function alertDue(level: Level | null, untouchedSince: Date): Date {
  const minutes = TOUCH_WITHIN_MINUTES[level ?? "urgent"] ?? 0;
  return new Date(untouchedSince.getTime() + minutes * 60_000);
}

/**
 * When the person on call is to be alerted of a wait: when its limit passes, and once more when
 * something new comes up after that (a worse level, another reason), since what somebody took note of
 * then is no longer all. `planned` is the instant planned before; it stands without news.
 */
export function nextAlert(
  wait: { level: Level | null; untouchedSince: Date; planned: Date | null; news: boolean },
  now: Date,
): Date {
  const due = alertDue(wait.level, wait.untouchedSince);
  if (due > now) return due;
  if (wait.news) return now;
  return wait.planned !== null && wait.planned <= now ? wait.planned : due;
}
