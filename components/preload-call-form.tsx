"use client";

import { useEffect } from "react";

/** Fetches the call form's code once the list has nothing else to do, so that the first call opens at once. */
export function PreloadCallForm() {
  useEffect(() => {
    const load = () => void import("@/components/call-form");
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(load, 1_000);
      return () => clearTimeout(timer);
    }
    const waiting = window.requestIdleCallback(load, { timeout: 3_000 });
    return () => window.cancelIdleCallback(waiting);
  }, []);
  return null;
}
