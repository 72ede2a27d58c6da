/** The request header in which the server passes on that a page asks by itself; it overwrites what came in. */
export const BACKGROUND_HEADER = "x-afterglow-background";

/**
 * Whether an open page asks to be drawn anew. The router marks what it wants of the page's tree, and
 * for this it marks the root; a visit by hand leaves the frame alone or brings no tree at all. A
 * client that lies gains nothing: its session ends sooner.
 */
export function isRedraw(routerTree: string | string[] | undefined): boolean {
  if (typeof routerTree !== "string") return false;
  try {
    const tree: unknown = JSON.parse(decodeURIComponent(routerTree));
    return Array.isArray(tree) && tree[3] === "refetch";
  } catch {
    return false;
  }
}
