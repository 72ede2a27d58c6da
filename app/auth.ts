import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { cache } from "react";
import { closeSession, touchSession } from "@/db/mutations/sessions";
import type { Clinic } from "@/db/queries/clinic";
import { findSession, type LiveSession } from "@/db/queries/sessions";
import type { StaffActor } from "@/lib/actor";
import { authSecret } from "@/lib/env";
import { BACKGROUND_HEADER } from "@/lib/http/background-visit";
import { REQUESTED_PATH_HEADER } from "@/lib/http/requested-path";
import { logError } from "@/lib/log";
import { signInForm } from "@/lib/sign-in/form";
import { signInPath } from "@/lib/sign-in/return-path";
import { touchBefore } from "@/lib/sign-in/session-life";
import { readSessionCookie, SESSION_SECONDS, secureCookies, sessionCookie } from "./session-cookie";
import { enter } from "./sign-in/enter";

declare module "next-auth" {
  interface User {
    clinicId: string;
    sessionId: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    clinicId?: string;
    sessionId?: string;
  }
}

/**
 * next-auth, with nothing in its token but which session row to look at. A function, because the
 * key is in the environment of the running server and not of the build.
 */
export function authOptions(): AuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    useSecureCookies: secureCookies(),
    cookies: { sessionToken: sessionCookie() },
    pages: {
      signIn: "/sign-in",
      signOut: "/sign-in",
      error: "/sign-in",
      verifyRequest: "/sign-in",
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(sent) {
          const entry = signInForm.safeParse(sent);
          const result = entry.success ? await enter(entry.data, new Date()) : null;
          if (!result?.ok) return null;
          const { staffId, clinicId, sessionId } = result.actor;
          return { id: staffId, clinicId, sessionId };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        const { clinicId, sessionId } = user ?? token;
        return { clinicId, sessionId };
      },
    },
    events: {
      async signOut({ token: { clinicId, sessionId } }) {
        if (clinicId === undefined || sessionId === undefined) return;
        const now = new Date();
        const live = await findSession({ clinicId, sessionId }, now);
        if (live !== null) await closeSession(live.actor, now);
      },
    },
    logger: {
      // A cookie that can't be read is everyday noise, and anybody can send one.
      error: (code) => code === "JWT_SESSION_ERROR" || logError("sign-in", null, { code }),
      warn() {},
      debug() {},
    },
  };
}

/** Somebody who is signed in, and their clinic as it is at this request. */
export type SignedIn = StaffActor & { clinic: Clinic };

/**
 * Who is asking: the only reader of the session. The token says which row to look at; session,
 * person and clinic are read from the database, once a request.
 */
const readSession = cache(async (): Promise<LiveSession | null> => {
  const named = await readSessionCookie();
  return named && findSession(named, new Date());
});

/** A visit by hand counts as a sign of life; a page that is drawn anew by itself doesn't. */
const visit = cache(async (): Promise<SignedIn | null> => {
  const live = await readSession();
  if (live === null) return null;
  const background = (await headers()).get(BACKGROUND_HEADER) === "1";
  if (background) return { ...signedIn(live), background };
  const now = new Date();
  if (live.lastSeenAt < touchBefore(now)) await touchSession(live.actor, now);
  return signedIn(live);
});

function signedIn({ actor, clinic }: LiveSession): SignedIn {
  return { ...actor, clinic };
}

/**
 * The signed-in person, for pages and server actions; everybody else is sent to the sign-in page,
 * which leads back here. First line of each of them: layouts don't run for every answer.
 */
export async function requireStaff(): Promise<SignedIn> {
  const actor = await visit();
  if (actor === null) redirect(signInPath((await headers()).get(REQUESTED_PATH_HEADER)));
  return actor;
}

/**
 * The signed-in person, for route handlers: a program asks, so the refusal is an answer of 401 to
 * return. `background` is for what a page asks by itself: it doesn't keep an idle session alive.
 */
export async function requireStaffForRoute({
  background = false,
} = {}): Promise<SignedIn | Response> {
  const actor = background ? await whoIsSignedIn() : await visit();
  return actor ?? refusal(401, "signed_out", "Sign in to go on.");
}

/** The signed-in person or nobody, where both are welcome. Doesn't count as a sign of life. */
export async function whoIsSignedIn(): Promise<SignedIn | null> {
  const live = await readSession();
  return live && signedIn(live);
}

/** A refusal that a program can read: `{ error, message }`, never stored by anybody on the way. */
export function refusal(
  status: 400 | 401 | 403 | 404 | 409,
  error: string,
  message: string,
): Response {
  return Response.json({ error, message }, { status, headers: { "cache-control": "no-store" } });
}
