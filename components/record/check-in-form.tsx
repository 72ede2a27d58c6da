"use client";

import { CheckInFields, type CheckInFieldsProps } from "@/components/record/check-in-fields";
import { IdentityField } from "@/components/record/identity-field";
import { NoteField } from "@/components/record/note-field";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

export type CheckInFormProps = Pick<CheckInFieldsProps, "asked" | "last" | "emergencyText"> & {
  action: FormAction;
  idempotencyKey: string;
  patientId: string;
  /** The clinic's clock now, as a date-time field writes it: "2026-11-24T09:10". */
  observedAt: string;
  /** "Mountain time" */
  zoneLabel: string;
};

/** Takes down what a patient reports, by telephone or in the clinic, now or after the fact. */
export function CheckInForm(props: CheckInFormProps) {
  // Nothing typed about one patient may ever stand under another.
  return <OneCheckIn key={props.patientId} {...props} />;
}

function OneCheckIn(props: CheckInFormProps) {
  const { state, pending, key, ...kept } = useKeptForm(props.action, props.idempotencyKey);
  const { errors, values } = state;
  return (
    <form {...kept.props} aria-label="Record a check-in" className="grid gap-6" noValidate>
      <input type="hidden" name="idempotencyKey" value={key} />
      <input type="hidden" name="patientId" value={props.patientId} />
      <FormMessage message={state.message} />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field
          id="observedAt"
          label="When the skin looked like this"
          hint={`The clinic’s clock, ${props.zoneLabel}`}
          error={errors.observedAt}
        >
          <Input
            id="observedAt"
            name="observedAt"
            type="datetime-local"
            defaultValue={values.observedAt?.[0] ?? props.observedAt}
            {...describedBy("observedAt", true, errors.observedAt)}
          />
        </Field>
        <Segmented
          id="source"
          name="source"
          legend="Told us"
          columns={2}
          segments={[
            { value: "staff_phone", label: "By phone" },
            { value: "staff_clinic", label: "In the clinic" },
          ]}
          error={errors.source}
          value={values.source?.[0]}
        />
        <IdentityField errors={errors} values={values} />
      </div>
      <hr />
      <CheckInFields {...props} errors={errors} values={values} />
      <NoteField value={values.note?.[0]} error={errors.note} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" aria-disabled={pending} className="max-sm:flex-1">
          {pending ? "Saving…" : "Save check-in"}
        </Button>
      </div>
    </form>
  );
}
