"use client";

import dynamic from "next/dynamic";
import type { CallFormProps } from "@/components/call-form";
import { CallPanel } from "@/components/call-panel";

// The form's code comes with the first call, not with the list.
const CallForm = dynamic(async () => (await import("@/components/call-form")).CallForm);

/** The call form in a drawer over the worklist. A page of its own takes `CallForm` itself. */
export function CallDrawer(props: CallFormProps) {
  return (
    <CallPanel label={`Log call, ${props.patient.name}`} closeHref={props.closeHref}>
      <CallForm {...props} />
    </CallPanel>
  );
}
