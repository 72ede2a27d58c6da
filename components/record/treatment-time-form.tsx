"use client";

import { useId, useState } from "react";
import { type TimeEffect, TreatmentTimeEffect } from "@/components/record/treatment-time-effect";
import { Button, ButtonLink } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormState } from "@/lib/forms/form-state";

/** What the server hands back: the effect once it was asked for, and both instants of a clock time that came twice. */
export type TreatmentTimeState = FormState & {
  effect?: TimeEffect | null;
  twice?: { earlier: string; later: string } | null;
};

export type TreatmentTimeFormProps = {
  action: (state: FormState, form: FormData) => Promise<TreatmentTimeState>;
  idempotencyKey: string;
  version: number;
  /** As a date-time field writes it: "2026-11-24T09:10". */
  endedAt: string;
  zoneLabel: string;
  cancelHref: string;
};

/** Corrects when a treatment ended: first the effect is shown, then it is confirmed with a reason. */
export function TreatmentTimeForm(form: TreatmentTimeFormProps) {
  const { pending, key, props, ...kept } = useKeptForm(form.action, form.idempotencyKey);
  const state: TreatmentTimeState = kept.state;
  // The version that the page showed, whatever is drawn anew meanwhile.
  const [version] = useState(form.version);
  const id = useId();
  const { errors, values, effect, twice } = state;
  return (
    <form {...props} aria-label="Correct the time" className="grid gap-4" noValidate>
      <input type="hidden" name="idempotencyKey" value={key} />
      <input type="hidden" name="version" value={values.version?.[0] ?? version} />
      <input type="hidden" name="previewed" value={effect?.endedAt ?? ""} />
      <FormMessage message={state.message} />
      <div className="flex flex-wrap items-end gap-4">
        <Field
          id={id}
          label="When the treatment ended"
          hint={`The clinic’s clock, ${form.zoneLabel}`}
          error={errors.endedAt}
        >
          <Input
            id={id}
            name="endedAt"
            type="datetime-local"
            defaultValue={values.endedAt?.[0] ?? form.endedAt}
            {...describedBy(id, true, errors.endedAt)}
          />
        </Field>
        {twice ? (
          <Segmented
            id={`${id}-which`}
            name="which"
            legend="The clocks went back that night. Which of the two?"
            columns={2}
            segments={[
              { value: "earlier", label: twice.earlier },
              { value: "later", label: twice.later },
            ]}
            error={errors.which}
            value={values.which?.[0]}
          />
        ) : null}
        <Button type="submit" name="step" value="preview" aria-disabled={pending}>
          {pending ? "Working it out…" : "Show the effect"}
        </Button>
      </div>
      {effect ? (
        <>
          <TreatmentTimeEffect effect={effect} />
          <Field id={`${id}-why`} label="Why it is corrected" error={errors.why}>
            <Input
              id={`${id}-why`}
              name="why"
              defaultValue={values.why?.[0]}
              maxLength={200}
              autoComplete="off"
              {...describedBy(`${id}-why`, false, errors.why)}
            />
          </Field>
          <div className="flex flex-wrap gap-2">
            <Button
              type="submit"
              name="step"
              value="save"
              variant="primary"
              aria-disabled={pending}
            >
              Correct the time
            </Button>
            <ButtonLink href={form.cancelHref}>Cancel</ButtonLink>
          </div>
        </>
      ) : null}
    </form>
  );
}
