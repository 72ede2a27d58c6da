"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Follows plain links to our own pages without loading the page anew, as next/link does, but with
 * one listener for all of them: a list of fifty rows holds a hundred. A link to the page that is
 * shown leaves it where it is scrolled to. What a link says otherwise holds: a key that is held, a
 * target, a download, a place on this page; and without scripts it is a link.
 */
export function SoftLinks() {
  const router = useRouter();
  useEffect(() => {
    // On the window, so that whoever handles a click of their own has done it before.
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (
        !(link instanceof HTMLAnchorElement) ||
        link.target !== "" ||
        link.hasAttribute("download")
      ) {
        return;
      }
      const { origin, pathname, search, hash, href } = link;
      const here = window.location;
      if (origin !== here.origin || link.protocol !== here.protocol) return;
      const samePage = pathname === here.pathname;
      if (samePage && search === here.search && hash !== "") return;
      event.preventDefault();
      router.push(href, { scroll: !samePage });
    };
    window.addEventListener("click", follow);
    return () => window.removeEventListener("click", follow);
  }, [router]);
  return null;
}
