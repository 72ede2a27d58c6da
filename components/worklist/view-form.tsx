"use client";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";

/** Name of a view and whether everybody sees it: a new one, or one's own to change. */
export function ViewForm({
  action,
  label,
  hidden,
  name,
  shared,
  submit,
}: {
  action: FormAction;
  /** What the form is called; also makes its fields' ids its own. */
  label: string;
  hidden: Readonly<Record<string, string>>;
  name: string;
  shared: boolean;
  submit: string;
}) {
  const { state, pending, ...kept } = useKeptForm(action);
  const { errors, values } = state;
  const id = label.replaceAll(/\W+/g, "-");
  const sent = Object.keys(values).length > 0;
  return (
    <form {...kept.props} aria-label={label} className="grid gap-2" noValidate>
      {Object.entries(hidden).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <FormMessage message={state.message} />
      <Field id={id} label="Name" error={errors.name}>
        <Input
          id={id}
          name="name"
          maxLength={40}
          autoComplete="off"
          defaultValue={values.name?.[0] ?? name}
          {...describedBy(id, false, errors.name)}
        />
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Checkbox name="shared" value="yes" defaultChecked={sent ? "shared" in values : shared}>
          Everybody in the clinic sees it
        </Checkbox>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Saving…" : submit}
        </Button>
      </div>
    </form>
  );
}
