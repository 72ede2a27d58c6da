/** Where a person lands who asked for nothing in particular. */
export const FIRST_PAGE = "/worklist";

const SIGN_IN = "/sign-in";
const NOWHERE = "http://same-site.invalid";
const LONGEST = 2000;

/**
 * The page to go to after signing in. Only a path of this site counts; anything else, and the
 * sign-in page itself, becomes the first page.
 */
export function returnPath(asked: string | null | undefined): string {
  const path = sameSitePath(asked);
  return path === null || isSignIn(path) ? FIRST_PAGE : path;
}

/** The address of the sign-in page that leads back to `asked`. */
export function signInPath(asked: string | null | undefined): string {
  const path = sameSitePath(asked);
  if (path === null || path === "/" || isSignIn(path)) return SIGN_IN;
  return `${SIGN_IN}?${new URLSearchParams({ from: path }).toString()}`;
}

function sameSitePath(asked: string | null | undefined): string | null {
  if (!asked?.startsWith("/") || asked.length > LONGEST) return null;
  // The parser undoes tricks such as "/\host" and tabs inside "//", so ask it where this would lead.
  if (!URL.canParse(asked, NOWHERE)) return null;
  const url = new URL(asked, NOWHERE);
  if (url.origin !== NOWHERE || url.pathname.startsWith("//")) return null;
  url.searchParams.delete("_rsc");
  return url.pathname + url.search;
}

function isSignIn(path: string): boolean {
  return path === SIGN_IN || path.startsWith(`${SIGN_IN}?`) || path.startsWith(`${SIGN_IN}/`);
}
