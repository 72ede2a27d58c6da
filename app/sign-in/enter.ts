import { setTimeout as sleep } from "node:timers/promises";
import { cookies, headers } from "next/headers";
import { type SignInResult, signIn } from "@/db/mutations/sign-in";
import { authSecret } from "@/lib/env";
import { CLIENT_ADDRESS_HEADER } from "@/lib/http/client-address";
import { logError } from "@/lib/log";
import type { Credentials } from "@/lib/sign-in/form";
import { isKnownDevice, knownDeviceCookie } from "@/lib/sign-in/known-device";

/** "Wrong" is answered on a beat of this length, so that its time says nothing about the account. */
const BEAT_MS = 400;

/** The one way in, for the sign-in form and for next-auth's own endpoint alike. */
export async function enter(credentials: Credentials, now: Date): Promise<SignInResult> {
  const started = performance.now();
  const secret = authSecret();
  const mark = (await cookies()).get(knownDeviceCookie(secret, credentials.email))?.value;
  const result = await signIn(
    {
      ...credentials,
      // Nobody told us the address: then all such visitors share one.
      address: (await headers()).get(CLIENT_ADDRESS_HEADER) ?? "unknown",
      knownDevice: isKnownDevice(secret, credentials.email, mark, now),
    },
    now,
  ).catch((error: unknown): SignInResult => {
    logError("sign-in can't be checked", error);
    return { ok: false, reason: "unavailable" };
  });
  if (!result.ok && result.reason === "wrong") {
    await sleep(BEAT_MS - ((performance.now() - started) % BEAT_MS));
  }
  return result;
}
