import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isCheckIn } from "@/lib/check-in/page-language";
import { isPhotoScreen } from "@/lib/photos/photo-form";
import { SCALING_SCRIPT, SCALING_SCRIPT_SOURCE } from "@/lib/photos/scaling-script";
import { BACKGROUND_HEADER, isRedraw } from "./background-visit";
import { CLIENT_ADDRESS_HEADER, clientAddress } from "./client-address";
import { type EarlyRefusal, earlyRefusal } from "./early-refusal";
import { isFirstLook, writeStylesIn } from "./first-look";
import { REQUESTED_PATH_HEADER } from "./requested-path";
import { contentSecurityPolicy, securityHeaders } from "./security-headers";
import { sendWithoutScripts } from "./without-scripts";

export type ExchangeOptions = {
  /** People reach the desk over https. */
  https: boolean;
  /** How many reverse proxies of ours stand before this process. */
  proxies: number;
  /** The development server evaluates scripts and talks over a web socket. */
  development?: boolean;
};

/**
 * What the server does before it hands a request on: headers that only the server may say are
 * overwritten, and the answer gets its security headers, whatever its status. The policy also goes
 * into the request, which is where next looks for the nonce of its own scripts. False when the
 * request was refused and answered here.
 */
export function prepareExchange(
  request: IncomingMessage,
  response: ServerResponse,
  { https, proxies, development = false }: ExchangeOptions,
): boolean {
  const forwarded = request.headers["x-forwarded-for"];
  const hops = Array.isArray(forwarded) ? forwarded.join(",") : forwarded;
  const nonce = randomBytes(16).toString("base64");
  const photos = isPhotoScreen(request.url ?? "/");
  const script = photos ? SCALING_SCRIPT_SOURCE : undefined;
  const policy = contentSecurityPolicy(nonce, { https, development, script });
  request.headers["content-security-policy"] = policy;
  delete request.headers["content-security-policy-report-only"];
  // An action that leads to a page asks this server for it and passes its answer on, where it is
  // compressed anyway. Such a request carries what was put into the first one here.
  if (REQUESTED_PATH_HEADER in request.headers) delete request.headers["accept-encoding"];
  request.headers[REQUESTED_PATH_HEADER] = request.url ?? "/";
  request.headers[BACKGROUND_HEADER] = isRedraw(request.headers["next-router-state-tree"])
    ? "1"
    : "0";
  request.headers[CLIENT_ADDRESS_HEADER] = clientAddress(
    request.socket.remoteAddress,
    hops,
    proxies,
  );
  // The server that develops works by script.
  const scripts = development || !isCheckIn(request.url ?? "/");
  response.setHeader(
    "content-security-policy",
    scripts ? policy : contentSecurityPolicy(null, { https, script }),
  );
  if (!scripts) {
    const styles = isFirstLook(request.headers) ? writeStylesIn : null;
    sendWithoutScripts(request, response, photos ? SCALING_SCRIPT : null, styles);
  }
  for (const [name, value] of Object.entries(securityHeaders({ https, path: request.url }))) {
    response.setHeader(name, value);
  }
  const refusal = earlyRefusal(request);
  if (refusal === null) return true;
  refuse(request, response, refusal);
  return false;
}

/** Whoever still sends then gets the answer all the same, and the connection is closed. */
const PATIENCE_MS = 5_000;

/** Reads the rest of the request and drops it, because a sender looks for an answer only afterwards. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, message }: EarlyRefusal,
): void {
  const answer = () => {
    clearTimeout(late);
    if (response.headersSent) return;
    response.writeHead(status, {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      Connection: "close",
    });
    response.end(`${message}\n`);
  };
  const late = setTimeout(answer, PATIENCE_MS);
  request.once("end", answer);
  request.resume();
}
