import { cookies } from "next/headers";
import { encode } from "next-auth/jwt";
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

/** Takes the session out of the browser; the row in the database is struck out separately. */
export async function dropSessionCookie(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
