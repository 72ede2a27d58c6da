"use client";

import { useEffect } from "react";

/**
 * Writes the sitting into the address, so that reload, Back and a pasted link give the same list in
 * the same order. Parameters that are there already stay.
 */
export function WorklistSitting({ href }: { href: string }) {
  useEffect(() => {
    const address = new URL(window.location.href);
    const at = new URL(href, address).searchParams.get("at");
    if (at === null || address.searchParams.get("at") === at) return;
    address.searchParams.set("at", at);
    window.history.replaceState(null, "", address);
  }, [href]);
  return null;
}
