"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

/** One button that does something large, with what can be chosen before it as children. */
export function ConfirmForm({
  action,
  idempotencyKey,
  label,
  button,
  danger = false,
  children,
}: {
  action: FormAction;
  idempotencyKey?: string;
  /** What the form is called; its button says what it does. */
  label: string;
  button: string;
  danger?: boolean;
  children?: ReactNode;
}) {
  const { state, pending, key, props } = useKeptForm(action, idempotencyKey);
  return (
    <form {...props} aria-label={label} className="grid justify-items-start gap-3">
      <input type="hidden" name="idempotencyKey" value={key} />
      <FormMessage message={state.message} />
      {children}
      <Button type="submit" variant={danger ? "danger" : "primary"} aria-disabled={pending}>
        {pending ? "Saving…" : button}
      </Button>
    </form>
  );
}
