"use client";

import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

/** Until when and why; only times that the rules allow are offered. */
export function SnoozeForm({
  action,
  patientIds,
  idempotencyKey,
  choices,
  latest,
  ownTime,
  reasonLimit,
}: {
  action: FormAction;
  /** Packed, as they stand in an address. */
  patientIds: string;
  idempotencyKey: string;
  choices: readonly { value: string; label: string }[];
  /** "Thu 9:00 AM": the longest that is allowed, in words and as the field wants it. */
  latest: { words: string; field: string };
  /** The choice that stands for the time field. */
  ownTime: string;
  reasonLimit: number;
}) {
  const { state, pending, key, ...kept } = useKeptForm(action, idempotencyKey);
  const { errors, values } = state;
  return (
    <form {...kept.props} aria-label="Snooze" className="snooze grid gap-3" noValidate>
      <input type="hidden" name="patientIds" value={patientIds} />
      <input type="hidden" name="idempotencyKey" value={key} />
      <FormMessage message={state.message} />
      <Segmented
        id="until"
        name="until"
        legend="Snooze until"
        hint={`At most until ${latest.words}. A new symptom or a call ends it before.`}
        error={errors.until}
        segments={[...choices, { value: ownTime, label: "Another time" }]}
        columns={2}
        value={values.until?.[0]}
      />
      <div className="own-time">
        <Field id="untilTime" label="Day and time" error={errors.untilTime}>
          <Input
            id="untilTime"
            name="untilTime"
            type="datetime-local"
            max={latest.field}
            defaultValue={values.untilTime?.[0]}
            {...describedBy("untilTime", false, errors.untilTime)}
          />
        </Field>
      </div>
      <Field id="reason" label="Why" error={errors.reason}>
        <Input
          id="reason"
          name="reason"
          maxLength={reasonLimit}
          autoComplete="off"
          defaultValue={values.reason?.[0]}
          {...describedBy("reason", false, errors.reason)}
        />
      </Field>
      <Button type="submit" variant="primary" aria-disabled={pending} className="w-fit">
        {pending ? "Snoozing…" : "Snooze"}
      </Button>
    </form>
  );
}
