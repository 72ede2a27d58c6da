"use client";

import dynamic from "next/dynamic";

/** The form that corrects a call: seldom open, so its code comes with it and not with the record. */
export const LazyCorrectCallForm = dynamic(
  async () => (await import("@/components/record/correct-call-form")).CorrectCallForm,
);
