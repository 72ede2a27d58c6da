/** How long a sign-in lasts, as data: idle and absolute ends, and how often a sign of life is stored. */
export const SESSION_LIFE = { idleMinutes: 15, absoluteHours: 12, touchSeconds: 60 } as const;

const MINUTE = 60_000;

/** What decides whether a session still lets somebody in. */
export type SessionTimes = {
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
};

/** Why a session is over, or null while it lives. Its very last instant no longer counts. */
export function sessionEnd(
  session: SessionTimes,
  now: Date,
): "revoked" | "expired" | "idle" | null {
  if (session.revokedAt !== null) return "revoked";
  if (now.getTime() >= session.expiresAt.getTime()) return "expired";
  const idle = now.getTime() - session.lastSeenAt.getTime();
  return idle >= SESSION_LIFE.idleMinutes * MINUTE ? "idle" : null;
}

/** The absolute end of a session that opens now. */
export function sessionExpiry(now: Date): Date {
  return new Date(now.getTime() + SESSION_LIFE.absoluteHours * 60 * MINUTE);
}

/** A sign of life older than this instant is worth storing anew. */
export function touchBefore(now: Date): Date {
  return new Date(now.getTime() - SESSION_LIFE.touchSeconds * 1000);
}
