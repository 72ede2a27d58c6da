import { createHash } from "node:crypto";
import { addressRange } from "@/lib/http/client-address";

/** The window in which tries are counted. */
export const TRIES_WINDOW_MINUTES = 15;

/**
 * Password checks per window. `account` + `known` is the most that one account can have (10).
 * Strangers share `account`, and one address range gets at most `range` of it; `known` is for
 * devices on which this account signed in before, so that strangers can't use up the owner's tries.
 * `address` counts a range's tries over all accounts, against trying one password on many.
 */
export const TRIES = { range: 4, address: 60, account: 5, known: 5 } as const;
export type TryCounter = keyof typeof TRIES;

/** The counters that one try uses up, in this order; the first that is empty refuses it. */
export type TryKeys = readonly { counter: TryCounter; key: string }[];

/** Counters of a try by somebody unknown. Own range first, so that a flood stops at its own counter. */
export function strangerKeys(email: string, address: string): TryKeys {
  const range = addressRange(address);
  return [
    { counter: "range", key: hashed("range", email, range) },
    { counter: "address", key: hashed("address", range) },
    { counter: "account", key: hashed("account", email) },
  ];
}

/** Counters of a try from a device on which this account has signed in before. */
export function knownDeviceKeys(email: string): TryKeys {
  return [{ counter: "known", key: hashed("known", email) }];
}

/** Neither addresses nor e-mails are stored: a key is a hash. */
function hashed(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
