"use client";

import { useEffect } from "react";
import { forgetUnsent } from "@/components/call/unsent-call";

/** Stands on the page that says that a call is saved: what this page's memory held of it can go. */
export function ForgetUnsent({ callId }: { callId: string }) {
  useEffect(forgetUnsent, [callId]);
  return null;
}
