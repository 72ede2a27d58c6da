"use client";

import dynamic from "next/dynamic";

/**
 * The call form for pages where it is seldom open: drawn by the server all the same, but its code
 * comes with the first call and not with the list.
 */
export const LazyCallForm = dynamic(
  async () => (await import("@/components/call/call-form")).CallForm,
);
