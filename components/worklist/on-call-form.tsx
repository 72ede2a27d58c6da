"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

/** Puts somebody on call from now on, until a time or until somebody else is. */
export function OnCallForm({
  action,
  people,
  shift,
  zoneLabel,
}: {
  action: FormAction;
  people: readonly { staffId: string; name: string }[];
  /** Who is on call as the page shows it: a choice made meanwhile isn't overwritten unseen. */
  shift: { id: string; staffId: string } | null;
  zoneLabel: string;
}) {
  const { state, pending, props } = useKeptForm(action);
  // The choice that the fields show, whatever is drawn anew meanwhile.
  const [seen] = useState(shift?.id ?? "");
  const id = useId();
  const { errors, values } = state;
  return (
    <form {...props} aria-label="Set who is on call" className="grid gap-3" noValidate>
      <input type="hidden" name="seenShiftId" value={values.seenShiftId?.[0] ?? seen} />
      <FormMessage message={state.message} />
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
        <Field id={`${id}-who`} label="On call" error={errors.staffId}>
          <Select
            id={`${id}-who`}
            name="staffId"
            defaultValue={values.staffId?.[0] ?? shift?.staffId ?? ""}
            {...describedBy(`${id}-who`, false, errors.staffId)}
          >
            <option value="">Nobody: every provider is alerted</option>
            {people.map(({ staffId, name }) => (
              <option key={staffId} value={staffId}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field id={`${id}-until`} label={`Until (${zoneLabel})`} optional error={errors.until}>
          <Input
            id={`${id}-until`}
            name="until"
            type="datetime-local"
            defaultValue={values.until?.[0] ?? ""}
            {...describedBy(`${id}-until`, false, errors.until)}
          />
        </Field>
        <Button type="submit" aria-disabled={pending} className="sm:mt-6">
          {pending ? "Saving…" : "Set"}
        </Button>
      </div>
    </form>
  );
}
