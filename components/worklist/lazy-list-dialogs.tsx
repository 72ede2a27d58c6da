"use client";

import dynamic from "next/dynamic";

/** What opens over the list now and then: drawn by the server all the same, its code comes with it. */
export const LazyDrawnDialog = dynamic(
  async () => (await import("@/components/worklist/drawn-dialog")).DrawnDialog,
);
export const LazyAssignForm = dynamic(
  async () => (await import("@/components/worklist/assign-form")).AssignForm,
);
export const LazySnoozeForm = dynamic(
  async () => (await import("@/components/worklist/snooze-form")).SnoozeForm,
);
export const LazyViewForm = dynamic(
  async () => (await import("@/components/worklist/view-form")).ViewForm,
);
