import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a device stays known after a sign-in. */
export const KNOWN_DEVICE_DAYS = 180;
const DAY = 86_400_000;

/**
 * The cookie's name for one account: several people share a computer, and each is known for
 * oneself. The name gives no address away.
 */
export function knownDeviceCookie(secret: string, email: string): string {
  return `afterglow-known-${mac(secret, "name", email).slice(0, 16)}`;
}

/** The mark that a successful sign-in leaves: who signed in here, when, under the server's key. */
export function knownDeviceMark(secret: string, email: string, now: Date): string {
  const said = `${now.getTime()}.${randomBytes(12).toString("base64url")}`;
  return `${said}.${mac(secret, "mark", email, said)}`;
}

/** Whether this mark was left for this account, by this server, within the last 180 days. */
export function isKnownDevice(
  secret: string,
  email: string,
  mark: string | undefined,
  now: Date,
): boolean {
  const [at = "", nonce = "", signature = "", ...rest] = mark?.split(".") ?? [];
  if (rest.length > 0 || !/^\d{1,15}$/.test(at)) return false;
  const age = now.getTime() - Number(at);
  return (
    age >= 0 &&
    age < KNOWN_DEVICE_DAYS * DAY &&
    same(signature, mac(secret, "mark", email, `${at}.${nonce}`))
  );
}

function mac(secret: string, ...parts: string[]): string {
  return createHmac("sha256", secret)
    .update(JSON.stringify(["afterglow known device", ...parts]))
    .digest("base64url");
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
