"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Textarea } from "@/components/ui/textarea";
import { useKeptForm } from "@/components/use-kept-form";
import { NOTE_LIMIT } from "@/lib/check-in/entry";
import type { FormAction } from "@/lib/forms/form-state";

/** A provider's answer to a question, in words. */
export function AnswerForm({ action, asker }: { action: FormAction; asker: string }) {
  const { state, pending, props } = useKeptForm(action);
  const id = useId();
  const { errors, values } = state;
  return (
    <form {...props} aria-label={`Answer ${asker}`} className="grid gap-2" noValidate>
      <FormMessage message={state.message} />
      <Field id={id} label="Answer" error={errors.answer}>
        <Textarea
          id={id}
          name="answer"
          rows={2}
          maxLength={NOTE_LIMIT}
          defaultValue={values.answer?.[0]}
          {...describedBy(id, false, errors.answer)}
        />
      </Field>
      <Button type="submit" variant="primary" aria-disabled={pending}>
        {pending ? "Saving…" : "Answer"}
      </Button>
    </form>
  );
}
