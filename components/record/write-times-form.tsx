"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Fold } from "@/components/ui/fold";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";
import type { WriteTimes } from "@/lib/messaging/clinic-messages";

/** Where a patient lives, as far as it decides the hour, and when they want to be written to. */
export function WriteTimesForm({
  action,
  stands,
  version,
  zones,
  clinicZone,
}: {
  action: FormAction;
  stands: WriteTimes;
  version: number;
  /** IANA names to choose from. */
  zones: readonly string[];
  clinicZone: string;
}) {
  const { state, pending, props } = useKeptForm(action);
  // The version that the fields show, whatever is drawn anew meanwhile.
  const [seen] = useState(version);
  const id = useId();
  const { errors, values } = state;
  const typed = (field: keyof WriteTimes) => values[field]?.[0] ?? stands[field] ?? "";
  const tied = (field: keyof WriteTimes, hint = false) =>
    describedBy(`${id}-${field}`, hint, errors[field]);
  return (
    <Fold open={state.message !== null} summary="When to write">
      <form {...props} aria-label="When to write" className="grid gap-4 pb-2" noValidate>
        <input type="hidden" name="version" value={seen} />
        <FormMessage message={state.message} />
        <Field id={`${id}-timeZone`} label="Time zone they live in" error={errors.timeZone}>
          <Select
            id={`${id}-timeZone`}
            name="timeZone"
            defaultValue={typed("timeZone")}
            {...tied("timeZone")}
          >
            <option value="">As the clinic: {zoneWords(clinicZone)}</option>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zoneWords(zone)}
              </option>
            ))}
          </Select>
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            id={`${id}-writeFrom`}
            label="Write from"
            hint="Their own clock"
            optional
            error={errors.writeFrom}
          >
            <Input
              id={`${id}-writeFrom`}
              name="writeFrom"
              type="time"
              defaultValue={typed("writeFrom")}
              {...tied("writeFrom", true)}
            />
          </Field>
          <Field
            id={`${id}-writeUntil`}
            label="Until"
            hint="Quiet hours hold all the same"
            optional
            error={errors.writeUntil}
          >
            <Input
              id={`${id}-writeUntil`}
              name="writeUntil"
              type="time"
              defaultValue={typed("writeUntil")}
              {...tied("writeUntil", true)}
            />
          </Field>
        </div>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Saving…" : "Save"}
        </Button>
      </form>
    </Fold>
  );
}

function zoneWords(zone: string): string {
  return zone.replaceAll("_", " ");
}
