"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";

/** After this long it won't come any more, and whoever waits is told so elsewhere. */
const PATIENCE_MS = 15_000;

/** What says which rows stand on a list. */
const LIST_PARAMS = ["group", "assigned", "list", "order", "after", "at"];

/**
 * Marks the document from the click on a link to one of our pages until that page is on the screen,
 * so that the looks can say that it is on its way: "list" when other rows come, else "page". Looks
 * wait a moment before they say so; most pages are faster.
 */
export function PageComing() {
  const address = `${usePathname()}?${useSearchParams().toString()}`;

  useEffect(() => arrivedAt(address), [address]);
  useEffect(() => {
    let patience: ReturnType<typeof setTimeout> | undefined;
    const leave = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target !== "" || event.button !== 0) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const { origin, pathname, search } = window.location;
      if (link.origin !== origin || link.hasAttribute("download")) return;
      if (link.pathname === pathname && link.search === search) return;
      mark(link.pathname === pathname && bringsOtherRows(link.search, search) ? "list" : "page");
      clearTimeout(patience);
      patience = setTimeout(() => mark(null), PATIENCE_MS);
    };
    window.addEventListener("click", leave);
    return () => {
      window.removeEventListener("click", leave);
      clearTimeout(patience);
      mark(null);
    };
  }, []);
  return null;
}

function bringsOtherRows(coming: string, standing: string): boolean {
  const [next, now] = [new URLSearchParams(coming), new URLSearchParams(standing)];
  return LIST_PARAMS.some((name) => next.get(name) !== now.get(name));
}

/** Another address is on the screen, whatever it is. */
function arrivedAt(_address: string): void {
  mark(null);
}

function mark(coming: "list" | "page" | null): void {
  const { dataset } = document.documentElement;
  if (coming === null) delete dataset.coming;
  else dataset.coming = coming;
  document.getElementById("main")?.setAttribute("aria-busy", String(coming !== null));
}
