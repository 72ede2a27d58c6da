"use client";

import { useId } from "react";
import { NoteField } from "@/components/record/note-field";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";
import { CLOSING_WORDS, HUMAN_CLOSING_OUTCOMES } from "@/lib/recovery/closing";

/** A person ends a recovery, with how it ended; nothing ends as healed by itself. */
export function ClosingForm({
  action,
  idempotencyKey,
  recoveryId,
}: {
  action: FormAction;
  idempotencyKey: string;
  recoveryId: string;
}) {
  const { state, pending, key, props } = useKeptForm(action, idempotencyKey);
  const id = useId();
  const { errors, values } = state;
  return (
    <form {...props} aria-label="Close this recovery" className="grid gap-4" noValidate>
      <input type="hidden" name="idempotencyKey" value={key} />
      <input type="hidden" name="recoveryId" value={recoveryId} />
      <FormMessage message={state.message} />
      <Field id={id} label="How it ended" error={errors.outcome}>
        <Select
          id={id}
          name="outcome"
          defaultValue={values.outcome?.[0] ?? ""}
          {...describedBy(id, false, errors.outcome)}
        >
          <option value="">Choose…</option>
          {HUMAN_CLOSING_OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {CLOSING_WORDS[outcome]}
            </option>
          ))}
        </Select>
      </Field>
      <NoteField value={values.note?.[0]} error={errors.note} />
      <Button type="submit" aria-disabled={pending}>
        {pending ? "Saving…" : "Close recovery"}
      </Button>
    </form>
  );
}
