const MINUTE = 60_000;
/** Waits between tries, in minutes; the last one repeats. */
const WAITS = [1, 5, 15, 30, 60] as const;

/** So long a message is tried that no check limits. */
export const GIVE_UP_HOURS = 24;

/** Nobody works longer than this on one message: after it, the worker is taken for dead. */
export const SENDING_LEASE_MS = 2 * MINUTE;

/** So long a provider may take in all; mail servers often look through a message before they answer. */
export const PROVIDER_PATIENCE_MS = 60_000;

/** When a message that wasn't taken is tried again, after so many tries; never sooner than the provider asks. */
export function nextTry(tries: number, retryAfterMs: number | null, now: Date): Date {
  const wait = WAITS[Math.min(Math.max(tries, 1), WAITS.length) - 1]! * MINUTE;
  return new Date(now.getTime() + Math.max(wait, retryAfterMs ?? 0));
}
