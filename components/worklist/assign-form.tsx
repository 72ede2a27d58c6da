"use client";

import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { Segmented } from "@/components/ui/segmented";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

/** The choice that gives patients back to everyone. */
export const NOBODY = "nobody";

/** Who gets the patients: everybody who may call them, or nobody in particular. */
export function AssignForm({
  action,
  patientIds,
  colleagues,
}: {
  action: FormAction;
  /** Packed, as they stand in an address. */
  patientIds: string;
  colleagues: readonly { staffId: string; name: string }[];
}) {
  const { state, pending, ...kept } = useKeptForm(action);
  return (
    <form {...kept.props} aria-label="Assign" className="grid gap-3">
      <input type="hidden" name="patientIds" value={patientIds} />
      <FormMessage message={state.message} />
      <Segmented
        id="assigneeId"
        name="assigneeId"
        legend="Who has it from now on"
        error={state.errors.assigneeId}
        segments={[
          ...colleagues.map(({ staffId, name }) => ({ value: staffId, label: name })),
          { value: NOBODY, label: "Nobody in particular" },
        ]}
        columns={2}
        value={state.values.assigneeId?.[0]}
      />
      <Button type="submit" variant="primary" aria-disabled={pending} className="w-fit">
        {pending ? "Assigning…" : "Assign"}
      </Button>
    </form>
  );
}
