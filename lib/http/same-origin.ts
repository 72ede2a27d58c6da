import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a browser says that a request was sent from another site. A program says nothing and
 * passes: it has no cookies that somebody could borrow. Judged as the framework judges actions,
 * which answers with an error where this allows a refusal.
 */
export function isFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const { origin, host, "sec-fetch-site": site } = headers;
  if (site === "cross-site" || site === "same-site") return true;
  if (origin === undefined) return false;
  const forwarded = [headers["x-forwarded-host"] ?? []].flat()[0]?.split(",")[0]?.trim();
  if (!URL.canParse(origin)) return true;
  const { host: from } = new URL(origin);
  return from !== (forwarded || host);
}

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
