"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Fold } from "@/components/ui/fold";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useKeptForm } from "@/components/use-kept-form";
import { NOTE_LIMIT } from "@/lib/check-in/entry";
import type { FormAction } from "@/lib/forms/form-state";

export type EscalationFormProps = {
  action: FormAction;
  idempotencyKey: string;
  recoveryId: string;
  /** The licensed people who can be asked, by name; not oneself. */
  providers: readonly { staffId: string; name: string }[];
  /** Opened by its address. */
  open: boolean;
};

/** Puts a question to a licensed person by name, with a summary. The key E opens it. */
export function EscalationForm(props: EscalationFormProps) {
  const { state, pending, key, ...kept } = useKeptForm(props.action, props.idempotencyKey);
  const id = useId();
  const { errors, values } = state;
  return (
    <Fold
      id="escalate"
      open={props.open || state.message !== null}
      summary="Ask a provider"
      className="scroll-mt-4"
    >
      {props.providers.length === 0 ? (
        <p className="text-muted">No other provider works in this clinic now.</p>
      ) : (
        <form {...kept.props} aria-label="Ask a provider" className="grid gap-4" noValidate>
          <input type="hidden" name="idempotencyKey" value={key} />
          <input type="hidden" name="recoveryId" value={props.recoveryId} />
          <FormMessage message={state.message} />
          <Field id={`${id}-to`} label="Who is asked" error={errors.toStaffId}>
            <Select
              id={`${id}-to`}
              name="toStaffId"
              defaultValue={values.toStaffId?.[0] ?? ""}
              {...describedBy(`${id}-to`, false, errors.toStaffId)}
            >
              <option value="">Choose…</option>
              {props.providers.map(({ staffId, name }) => (
                <option key={staffId} value={staffId}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            id={`${id}-summary`}
            label="Summary and question"
            hint="What was seen, since when, what you ask"
            error={errors.summary}
          >
            <Textarea
              id={`${id}-summary`}
              name="summary"
              maxLength={NOTE_LIMIT}
              defaultValue={values.summary?.[0]}
              {...describedBy(`${id}-summary`, true, errors.summary)}
            />
          </Field>
          <Button type="submit" variant="primary" aria-disabled={pending}>
            {pending ? "Sending…" : "Escalate"}
          </Button>
        </form>
      )}
    </Fold>
  );
}
