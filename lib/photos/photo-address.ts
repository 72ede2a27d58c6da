import { createHmac, timingSafeEqual } from "node:crypto";

/** How long an address of a photo can be used: whoever finds one in a log or a history finds nothing. */
export const ADDRESS_SECONDS = 5 * 60;

/** Whom an address is for: nobody else's session gets in by it. */
type Viewer = { clinicId: string; sessionId: string };

/** The address of one photo for one signed-in person, for the next five minutes. */
export function photoAddress(viewer: Viewer, photoId: string, secret: string, now: Date): string {
  const until = String(Math.floor(now.getTime() / 1000) + ADDRESS_SECONDS);
  return `/photos/${photoId}?until=${until}&sign=${signOf(viewer, photoId, until, secret)}`;
}

/** Whether this very person was given this address less than five minutes ago. `query` is the address's own. */
export function isPhotoAddress(
  viewer: Viewer,
  photoId: string,
  query: URLSearchParams,
  secret: string,
  now: Date,
): boolean {
  const until = query.get("until") ?? "";
  const left = Number(until) - now.getTime() / 1000;
  if (!/^\d{10}$/.test(until) || left <= 0 || left > ADDRESS_SECONDS) return false;
  const [given, right] = [query.get("sign") ?? "", signOf(viewer, photoId, until, secret)].map(
    (sign) => Buffer.from(sign),
  );
  return given!.byteLength === right!.byteLength && timingSafeEqual(given!, right!);
}

function signOf(
  { clinicId, sessionId }: Viewer,
  photoId: string,
  until: string,
  secret: string,
): string {
  const said = ["address of a photo", clinicId, sessionId, photoId, until].join("\n");
  return createHmac("sha256", secret).update(said).digest("base64url");
}
