import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import type { SessionReference } from "@/db/queries/sessions";
import { authSecret, publicUrl } from "@/lib/env";
import { sessionCookieName } from "@/lib/sign-in/cookie";
import { SESSION_LIFE } from "@/lib/sign-in/session-life";

/** Seconds after which the cookie itself ends, with the session's absolute end. */
export const SESSION_SECONDS = SESSION_LIFE.absoluteHours * 3600;

/** Whether people reach the desk over https, so that cookies may be marked Secure. */
export function secureCookies(): boolean {
  return publicUrl().startsWith("https://");
}

/** Name and flags of the session cookie, the same for next-auth and for the sign-in action. */
export function sessionCookie() {
  const secure = secureCookies();
  return {
    name: sessionCookieName(secure),
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}

/** Puts the session into the browser: next-auth's own encrypted token, in next-auth's own cookie. */
export async function setSessionCookie({ clinicId, sessionId }: SessionReference): Promise<void> {
  const { name, options } = sessionCookie();
  const token = await encode({
    token: { clinicId, sessionId },
    secret: authSecret(),
    maxAge: SESSION_SECONDS,
  });
  (await cookies()).set(name, token, { ...options, maxAge: SESSION_SECONDS });
}

/**
 * Which session the browser names; null without a cookie, and with one that this desk didn't make or
 * that has ended. next-auth's own reader would make a new cookie each time, which no page can send.
 */
export async function readSessionCookie(): Promise<SessionReference | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (!token) return null;
  try {
    const named = await decode({ token, secret: authSecret() });
    const { clinicId, sessionId } = named ?? {};
    return clinicId && sessionId ? { clinicId, sessionId } : null;
  } catch {
    return null;
  }
}

/** Takes the session out of the browser; the row in the database is struck out separately. */
export async function dropSessionCookie(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
