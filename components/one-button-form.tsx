"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

/** A button that does one small thing; what refuses it is said above it. */
export function OneButtonForm({
  action,
  fields = {},
  idempotencyKey,
  size = "small",
  pressedBy,
  children,
}: {
  action: FormAction;
  fields?: Readonly<Record<string, string>>;
  idempotencyKey?: string;
  size?: "small" | "medium";
  /** The key that presses it. */
  pressedBy?: string;
  children: ReactNode;
}) {
  const { state, pending, key, props } = useKeptForm(action, idempotencyKey);
  return (
    <form {...props} className="grid justify-items-start gap-2 print:hidden">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {idempotencyKey === undefined ? null : (
        <input type="hidden" name="idempotencyKey" value={key} />
      )}
      <FormMessage message={state.message} />
      <Button type="submit" size={size} aria-disabled={pending} data-key={pressedBy}>
        {pending ? "Saving…" : children}
      </Button>
    </form>
  );
}
