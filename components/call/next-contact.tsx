import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FormState } from "@/lib/forms/form-state";

/** Another time for the next contact than the plan's, which needs its reason. */
export function NextContact({ errors, values }: Pick<FormState, "errors" | "values">) {
  const changed = Boolean(values.nextContactAt?.[0] || values.nextContactReason?.[0]);
  const wrong = Boolean(errors.nextContactAt ?? errors.nextContactReason);
  return (
    <details open={changed || wrong} className="next-contact rounded-card border bg-surface">
      <summary className="flex min-h-11 items-center px-4 font-medium">
        Choose another time for the next contact
      </summary>
      <div className="grid gap-4 border-t p-4 sm:grid-cols-2">
        <Field id="nextContactAt" label="Next contact" error={errors.nextContactAt}>
          <Input
            id="nextContactAt"
            name="nextContactAt"
            type="datetime-local"
            defaultValue={values.nextContactAt?.[0]}
            {...describedBy("nextContactAt", false, errors.nextContactAt)}
          />
        </Field>
        <Field id="nextContactReason" label="Why another time" error={errors.nextContactReason}>
          <Input
            id="nextContactReason"
            name="nextContactReason"
            maxLength={200}
            defaultValue={values.nextContactReason?.[0]}
            {...describedBy("nextContactReason", false, errors.nextContactReason)}
          />
        </Field>
      </div>
    </details>
  );
}
