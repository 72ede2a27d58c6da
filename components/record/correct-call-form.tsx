"use client";

import { useState } from "react";
import { SpeakerFields } from "@/components/record/identity-field";
import { NoteField } from "@/components/record/note-field";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useKeptForm } from "@/components/use-kept-form";
import { type Direction, offeredOutcomes, outcomeLabel } from "@/lib/calls/outcomes";
import type { FormAction, FormState } from "@/lib/forms/form-state";

export type CorrectCallFormProps = {
  action: FormAction;
  idempotencyKey: string;
  callId: string;
  /** What of the call is to be corrected, as it stood when the page was drawn. */
  version: number;
  direction: Direction;
  /** By the fields of the form. */
  standing: FormState["values"];
  numbers: readonly { id: string; label: string }[];
  closeHref: string;
};

/** Corrects what a call says. What stood there is kept with who and why. */
export function CorrectCallForm(props: CorrectCallFormProps) {
  const { state, pending, key, ...kept } = useKeptForm(props.action, props.idempotencyKey);
  // The version that the fields show, whatever is drawn anew meanwhile.
  const [version] = useState(String(props.version));
  const { errors } = state;
  const sent = Object.keys(state.values).length > 0;
  const values = sent ? state.values : props.standing;
  return (
    <form
      {...kept.props}
      aria-label="Correct this call"
      className="mt-2 grid gap-4 rounded-card border bg-sunken p-4"
      noValidate
    >
      <input type="hidden" name="idempotencyKey" value={key} />
      <input type="hidden" name="callId" value={props.callId} />
      <input type="hidden" name="version" value={values.version?.[0] ?? version} />
      <FormMessage message={state.message} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="outcome" label="Outcome" error={errors.outcome}>
          <Select
            id="outcome"
            name="outcome"
            defaultValue={values.outcome?.[0]}
            {...describedBy("outcome", false, errors.outcome)}
          >
            {offeredOutcomes(props.direction, true).map((outcome) => (
              <option key={outcome} value={outcome}>
                {outcomeLabel(outcome)}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="numberId" label="Number" error={errors.numberId}>
          <Select
            id="numberId"
            name="numberId"
            defaultValue={values.numberId?.[0] ?? ""}
            {...describedBy("numberId", false, errors.numberId)}
          >
            <option value="">None</option>
            {props.numbers.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="only-promised">
        <Field id="nextContactAt" label="When they asked to be called" error={errors.nextContactAt}>
          <Input
            id="nextContactAt"
            name="nextContactAt"
            type="datetime-local"
            defaultValue={values.nextContactAt?.[0]}
            {...describedBy("nextContactAt", false, errors.nextContactAt)}
          />
        </Field>
      </div>
      <div className="only-reached">
        <div className="grid gap-4">
          <SpeakerFields errors={errors} values={values} />
          <Checkbox name="readBack" value="yes" defaultChecked={values.readBack?.includes("yes")}>
            They said back what to do and when to ring
          </Checkbox>
          <p className="text-12 text-muted">
            Answers are corrected as a check-in, with “Record a check-in”.
          </p>
        </div>
      </div>
      <NoteField value={values.note?.[0]} error={errors.note} />
      <Field
        id="reason"
        label="Why it is corrected"
        hint="Kept with what stood there before"
        error={errors.reason}
      >
        <Input
          id="reason"
          name="reason"
          maxLength={200}
          autoComplete="off"
          defaultValue={values.reason?.[0]}
          {...describedBy("reason", true, errors.reason)}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink href={props.closeHref} scroll={false} variant="quiet">
          Leave it as it is
        </ButtonLink>
        <Button type="submit" variant="primary" aria-disabled={pending}>
          {pending ? "Saving…" : "Save correction"}
        </Button>
      </div>
    </form>
  );
}
