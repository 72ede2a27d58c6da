"use client";

import { useId } from "react";
import { NoteField } from "@/components/record/note-field";
import { ReasonText, type ShownReason } from "@/components/record/reason-list";
import { TriageShape } from "@/components/triage-badge";
import { Button } from "@/components/ui/button";
import { errorId, FieldError } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

export type ReviewFormProps = {
  action: FormAction;
  idempotencyKey: string;
  recoveryId: string;
  /** The reasons that a review can clear; silence is cleared by an answer alone. */
  reasons: readonly ShownReason[];
};

/** A licensed person's look: reasons cleared by name, with a note. */
export function ReviewForm(props: ReviewFormProps) {
  return <OneReview key={props.recoveryId} {...props} />;
}

function OneReview({ action, idempotencyKey, recoveryId, reasons }: ReviewFormProps) {
  const { state, pending, key, ...kept } = useKeptForm(action, idempotencyKey);
  const id = useId();
  const { errors, values } = state;
  return (
    <form {...kept.props} aria-label="Review" className="grid gap-4" noValidate>
      <input type="hidden" name="idempotencyKey" value={key} />
      <input type="hidden" name="recoveryId" value={recoveryId} />
      <FormMessage message={state.message} />
      <fieldset
        className="grid min-w-0"
        aria-describedby={errors.reasons ? errorId(id) : undefined}
      >
        <legend className="mb-1 font-medium">Reasons you looked at and clear</legend>
        {reasons.map((reason) => (
          <label
            key={reason.code}
            className="flex items-start gap-2 rounded-control px-2 py-2 hover:bg-sunken has-checked:bg-selected max-sm:min-h-11"
          >
            <input
              type="checkbox"
              name="reasons"
              value={reason.code}
              defaultChecked={values.reasons?.includes(reason.code)}
              className="mt-0.5 size-4 shrink-0 accent-primary"
            />
            <span className="mt-[3px]">
              <TriageShape level={reason.level} />
            </span>
            <ReasonText reason={reason} />
          </label>
        ))}
        <FieldError id={id} error={errors.reasons} />
      </fieldset>
      <NoteField value={values.note?.[0]} error={errors.note} optional={false} />
      <Button type="submit" variant="primary" aria-disabled={pending}>
        {pending ? "Saving…" : "Clear the ticked reasons"}
      </Button>
      <p className="text-12 text-muted">
        A cleared reason comes back only with a new abnormal answer to its sign.
      </p>
    </form>
  );
}
