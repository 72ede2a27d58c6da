/**
 * How a claim ends: with a call, without one, by its lease, because somebody else took over, or because the
 * patient's record became part of another.
 */
export const CLAIM_ENDS = ["call", "not_dialled", "lapsed", "taken_over", "merged"] as const;
export type ClaimEnd = (typeof CLAIM_ENDS)[number];

/** How long a claim holds without a sign of life: long enough for a call, short enough for a lost one. */
const CLAIM_LEASE_MINUTES = 15;

/** The instant at which a claim taken at `now` lapses. */
export function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + CLAIM_LEASE_MINUTES * 60_000);
}
