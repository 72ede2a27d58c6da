"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Fold } from "@/components/ui/fold";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";
import {
  EXERCISE_HOURS,
  REASON_LIMIT,
  type SettableRestriction,
  shownUntil,
} from "@/lib/recovery/restriction-hours";

export type RestrictionFormProps = {
  action: FormAction;
  restriction: SettableRestriction;
  title: string;
  /** The end that holds now, in hours after treatment; null while none is set. */
  untilHours: number | null;
  /** Whether that end was set for this patient. */
  personal: boolean;
  /** Of what was set last; 0 when nothing was. */
  version: number;
};

/** Sets until when one patient has to wait with something; folded until somebody wants to. */
export function RestrictionForm({ action, title, ...props }: RestrictionFormProps) {
  const { state, pending, props: kept } = useKeptForm(action);
  // The version that the fields show, whatever is drawn anew meanwhile.
  const [version] = useState(props.version);
  const id = useId();
  const { errors, values } = state;
  return (
    <Fold
      open={state.message !== null}
      className="print:hidden"
      summary={
        <span className="text-12 text-muted">
          Set for this patient<span className="sr-only">: {title}</span>
        </span>
      }
    >
      <form {...kept} aria-label={`Set: ${title}`} className="grid gap-4 pb-2" noValidate>
        <input type="hidden" name="restriction" value={props.restriction} />
        <input type="hidden" name="version" value={values.version?.[0] ?? version} />
        <FormMessage message={state.message} />
        <Until {...props} typed={values} error={errors.until} />
        <Field
          id={`${id}-reason`}
          label="Why"
          hint="For staff; the patient doesn’t see it"
          error={errors.reason}
        >
          <Input
            id={`${id}-reason`}
            name="reason"
            defaultValue={values.reason?.[0]}
            maxLength={REASON_LIMIT}
            autoComplete="off"
            {...describedBy(`${id}-reason`, true, errors.reason)}
          />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" aria-disabled={pending}>
            {pending ? "Saving…" : "Save"}
          </Button>
          {props.personal ? (
            <Button type="submit" name="back" value="yes" variant="quiet" aria-disabled={pending}>
              Back to the guide
            </Button>
          ) : null}
        </div>
      </form>
    </Fold>
  );
}

/** The end: one of three for exercise, otherwise a number of hours or days. */
function Until({
  restriction,
  untilHours,
  typed,
  error,
}: Pick<RestrictionFormProps, "restriction" | "untilHours"> & {
  typed: Readonly<Record<string, readonly string[]>>;
  error: string | undefined;
}) {
  const id = useId();
  const shown = shownUntil(untilHours);
  if (restriction === "exercise") {
    return (
      <>
        <input type="hidden" name="unit" value="hours" />
        <Segmented
          id={id}
          name="until"
          legend="Hours after treatment"
          columns={3}
          segments={EXERCISE_HOURS.map((hours) => ({ value: String(hours), label: `${hours} h` }))}
          error={error}
          value={typed.until?.[0] ?? (untilHours === null ? undefined : String(untilHours))}
        />
      </>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_7rem] items-end gap-2">
      <Field id={id} label="Wait after treatment" error={error}>
        <Input
          id={id}
          name="until"
          inputMode="numeric"
          defaultValue={typed.until?.[0] ?? shown.until}
          autoComplete="off"
          {...describedBy(id, false, error)}
        />
      </Field>
      <Select name="unit" aria-label="Unit" defaultValue={typed.unit?.[0] ?? shown.unit}>
        <option value="hours">hours</option>
        <option value="days">days</option>
      </Select>
    </div>
  );
}
