import { type Level, staysUntilReviewed } from "@/lib/triage/protocol";

/** What a patient has allowed, as far as it decides whether we ring them. */
export type ContactWish = { consentToContact: boolean; doNotContactUntil: Date | null };

/**
 * Whether a call of ours is offered at `now`. Somebody who asked not to be called isn't, unless a
 * sign at complication or worse, or a failed rule, makes it a matter of their health: then the
 * wish is said, and the caller decides. A call that was made can be logged in any case.
 */
export function mayRing(wish: ContactWish, level: Level | null, now: Date): boolean {
  return isOpen(wish, now) || level === null || staysUntilReviewed(level);
}

/** What the caller has to know of it; `until` is when the wish ends, in words. */
export function ringNotices(
  wish: ContactWish,
  level: Level | null,
  until: string | null,
  now: Date,
): string[] {
  if (isOpen(wish, now)) return [];
  const asked = wish.consentToContact
    ? `Asked not to be contacted until ${until}.`
    : "Has not agreed to be contacted.";
  return [
    mayRing(wish, level, now)
      ? `${asked} What was reported is reason to ring all the same.`
      : asked,
  ];
}

function isOpen({ consentToContact, doNotContactUntil }: ContactWish, now: Date): boolean {
  return consentToContact && (doNotContactUntil === null || doNotContactUntil <= now);
}
