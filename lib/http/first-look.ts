import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";

/**
 * Whether somebody comes from outside, as out of a message: then the browser has nothing of the page yet. Old
 * browsers don't say; one without a cookie of ours is new here.
 */
export function isFirstLook(headers: IncomingMessage["headers"]): boolean {
  const site = headers["sec-fetch-site"];
  return site === undefined ? headers.cookie === undefined : site !== "same-origin";
}

/**
 * Writes a page's style sheets into it, so that it can be seen after one trip over a bad line instead of two.
 * The sheets are fetched after it all the same: the next screens find them there. The policy of the answer
 * names what was written by its hash.
 */
export function writeStylesIn(page: string, response: ServerResponse): string {
  const hashes: string[] = [];
  const written = page.replaceAll(LINK, (link: string, path: string) => {
    const css = styleSheet(path);
    if (css === null) return link;
    hashes.push(`'sha256-${createHash("sha256").update(css).digest("base64")}'`);
    return `<style>${css}</style><link rel="prefetch" as="style" href="${path}"/>`;
  });
  const policy = response.getHeader("content-security-policy");
  if (hashes.length > 0 && typeof policy === "string") {
    const allowed = policy.replace("style-src 'self'", `style-src 'self' ${hashes.join(" ")}`);
    response.setHeader("content-security-policy", allowed);
  }
  return written;
}

/** Only what the build made, by a path that can't lead anywhere else. */
const LINK =
  /<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="(\/_next\/static\/(?:[\w~-]+\/)*[\w.~-]+\.css)"[^>]*>/g;

const read = new Map<string, string | null>();

/** A sheet of the build, with the addresses in it as they are from anywhere; null when it can't be read. */
function styleSheet(path: string): string | null {
  const known = read.get(path);
  if (known !== undefined) return known;
  let css: string | null = null;
  try {
    const file = join(process.cwd(), ".next", path.slice("/_next/".length));
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const text = readFileSync(/* turbopackIgnore: true */ file, "utf8");
    css = text.includes("</")
      ? null
      : text.replaceAll(
          /url\((?!["']?(?:data:|https?:|\/))(["']?)/g,
          (_, quote: string) => `url(${quote}${folder}`,
        );
  } catch {
    // The link stays: the page comes a trip later.
  }
  read.set(path, css);
  return css;
}
