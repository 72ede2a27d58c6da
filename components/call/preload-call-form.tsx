"use client";

import { useEffect } from "react";

/** Whoever does any of these works with the page, and doesn't only look at it. */
const SIGNS_OF_WORK = ["pointermove", "pointerdown", "keydown"] as const;

/** Fetches the call form's code as soon as a hand moves, so that the first call opens at once. */
export function PreloadCallForm() {
  useEffect(() => {
    const working = new AbortController();
    const load = () => {
      working.abort();
      void import("@/components/call/call-form");
    };
    for (const sign of SIGNS_OF_WORK) {
      window.addEventListener(sign, load, { signal: working.signal, passive: true });
    }
    return () => working.abort();
  }, []);
  return null;
}
