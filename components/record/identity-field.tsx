import { Segmented } from "@/components/ui/segmented";
import type { FormState } from "@/lib/forms/form-state";

/** Whether two identifiers matched; nothing is chosen until somebody says. */
export function IdentityField({
  hint,
  errors,
  values,
}: Pick<FormState, "errors" | "values"> & { hint?: string }) {
  return (
    <Segmented
      id="identityVerified"
      name="identityVerified"
      legend="Did two identifiers match?"
      hint={hint}
      columns={2}
      segments={[
        { value: "yes", label: "Both matched" },
        { value: "no", label: "Not matched" },
      ]}
      error={errors.identityVerified}
      value={values.identityVerified?.[0]}
    />
  );
}
