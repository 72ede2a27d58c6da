import { createHash, randomBytes } from "node:crypto";
import { addressRange } from "@/lib/http/client-address";
import type { Language } from "@/lib/patients/languages";

/** Where a patient's page lives. Everything below it carries a token. */
export const CHECK_IN_PATH = "/check-in";

/** How long a link holds: the fourteen days of the follow-up, and a week for whoever answers late. */
export const LINK_DAYS = 21;

/** So many wrong birth dates in a row lock a link; a birth date is one of some 30 000. */
export const MOST_WRONG_TRIES = 5;

/** Birth dates that one neighbourhood of addresses may try in a window, over all links. */
export const ADDRESS_TRIES = { points: 40, minutes: 15 } as const;

/** How a link stands, for staff. */
export type LinkState = "holds" | "locked" | "revoked" | "expired";

const TOKEN_BYTES = 32;

/** A new token: 256 random bits, base64url. */
export function newLinkToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What is stored of a token. It is random throughout, so a plain hash can't be turned back. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** The key under which a neighbourhood's tries are counted: no address is stored. */
export function addressKey(address: string): string {
  return createHash("sha256")
    .update(JSON.stringify(["check-in", addressRange(address)]))
    .digest("base64url");
}

/** The address of a patient's page, in their language. */
export function linkPath(token: string, language: Language): string {
  return `${CHECK_IN_PATH}/${token}?lang=${language}`;
}

/** How a link stands at `now`. What was taken back stays so, whatever else is true of it. */
export function linkState(
  link: { revokedAt: Date | null; lockedAt: Date | null; expiresAt: Date },
  now: Date,
): LinkState {
  if (link.revokedAt !== null) return "revoked";
  if (link.expiresAt <= now) return "expired";
  return link.lockedAt === null ? "holds" : "locked";
}
