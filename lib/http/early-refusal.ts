import type { IncomingMessage } from "node:http";
import { PHOTO_ROUTE } from "@/lib/photos/photo-form";
import { isFromElsewhere } from "./same-origin";

export type EarlyRefusal = { status: 400 | 403 | 413; message: string };

/** What a form may weigh; the longest note is a hundredth of it. Files go to routes of their own. */
const FORM_BYTES = 1_000_000;
const FILE_ROUTES = [/^\/imports\/upload(\?|$)/, PHOTO_ROUTE];

/**
 * Requests that nothing behind the server has to see, and which the framework would answer with
 * 500: an address that can't be decoded, a form of another site, a form far too long. Null for all
 * others.
 */
export function earlyRefusal(request: Pick<IncomingMessage, "method" | "url" | "headers">) {
  const { method = "GET", url = "/", headers } = request;
  if (!isDecodable(url.split("?", 1)[0]!)) return refuse(400, "This address can't be read.");
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return null;
  if (isFromElsewhere(headers)) {
    return refuse(403, "This was sent from another site. Open the page here and send it again.");
  }
  const file = FILE_ROUTES.some((route) => route.test(url));
  if (!file && Number(headers["content-length"]) > FORM_BYTES) {
    return refuse(413, "This is too long to be kept. Shorten it and send it again.");
  }
  return null;
}

function refuse(status: EarlyRefusal["status"], message: string): EarlyRefusal {
  return { status, message };
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}
