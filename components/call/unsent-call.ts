"use client";

import type { FormState } from "@/lib/forms/form-state";

/**
 * A call form that left the screen before the server had taken it, because the session had ended.
 * It lives in the memory of this one page until the person has signed in again, never in the
 * browser's storage.
 */
type UnsentCall = {
  callerId: string;
  patientId: string;
  idempotencyKey: string;
  fields: FormState["values"];
};

let unsent: UnsentCall | null = null;

export function rememberUnsent(call: UnsentCall): void {
  unsent = call;
}

/** The form that this very person left about this patient; nobody else is shown it. */
export function findUnsent(callerId: string, patientId: string): UnsentCall | null {
  return unsent?.callerId === callerId && unsent.patientId === patientId ? unsent : null;
}

export function forgetUnsent(): void {
  unsent = null;
}
