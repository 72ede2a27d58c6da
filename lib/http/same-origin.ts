/**
 * Whether a form was sent from a page of this very site. Server actions are guarded by the
 * framework; a route that takes a form asks this. A browser always says where a post comes from.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  if (origin === null) return site === "same-origin";
  return URL.canParse(origin) && new URL(origin).host === host;
}
