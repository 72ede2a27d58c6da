import { decide, type MessageFacts } from "./decide";
import type { HoldReason } from "./words";

/** A check of an open recovery that is still ahead, or can still be answered. */
export type AheadCheck = {
  recoveryId: string;
  opensAt: Date;
  dueAt: Date;
  closesAt: Date;
  answered: boolean;
  /** A message for it has left, or never will. */
  settled: boolean;
};

/** Whether and when the desk writes to a patient by itself next, and why not sooner. */
export type NextMessage =
  /** `delayed`: why it isn't sent when the check is due. */
  | {
      at: Date;
      dueAt: Date;
      to: { channel: "sms" | "email"; value: string };
      delayed: HoldReason | null;
    }
  /** `check`: the one that it is said of; null when none is ahead. */
  | { at: null; reason: HoldReason; dueAt: Date | null };

/** A message is put off from hour to hour at most; nothing is promised farther than this many looks ahead. */
const LOOKS = 200;

/**
 * What the desk would do if nothing changed: asks the rule of sending itself, at the instant at which each
 * check is due, and again whenever it says to.
 */
export function nextMessage(
  checks: readonly AheadCheck[],
  facts: MessageFacts,
  now: Date,
): NextMessage {
  const ahead = checks
    .filter(({ settled, closesAt }) => !settled && closesAt > now)
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  let why: { reason: HoldReason; dueAt: Date } | null = null;
  for (const check of ahead) {
    const found = sentFor(check, facts, now);
    if (found.at !== null) return found;
    why ??= { reason: found.reason, dueAt: check.dueAt };
  }
  return why ? { at: null, ...why } : { at: null, reason: "not_due", dueAt: null };
}

function sentFor(check: AheadCheck, facts: MessageFacts, now: Date): NextMessage {
  const { closesAt, answered, dueAt } = check;
  const wanted = {
    template: "check_in",
    asked: false,
    check: { closesAt, answered, cancelled: false, recoveryOpen: true },
  } as const;
  let at = dueAt > now ? dueAt : now;
  let delayed: HoldReason | null = null;
  for (let look = 0; look < LOOKS; look++) {
    const decision = decide(wanted, facts, at);
    if (decision.send) {
      return { at, dueAt, to: { channel: decision.channel, value: decision.to }, delayed };
    }
    // What waits for somebody's work has no instant at which it ends by itself.
    if (decision.until === null || WAITS_FOR_WORK.has(decision.reason)) {
      return { at: null, reason: decision.reason, dueAt };
    }
    delayed ??= decision.reason;
    at = decision.until;
  }
  return { at: null, reason: delayed ?? "window_over", dueAt };
}

const WAITS_FOR_WORK: ReadonlySet<HoldReason> = new Set<HoldReason>([
  "link_locked",
  "no_provider",
  "no_way",
  "stopped",
  "failed_before",
]);
