import { useId } from "react";
import { describedBy, Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { NOTE_LIMIT } from "@/lib/check-in/entry";

/** Somebody's own words. */
export function NoteField({
  value,
  error,
  optional = true,
}: {
  value: string | undefined;
  error: string | undefined;
  optional?: boolean;
}) {
  const id = useId();
  return (
    <Field id={id} label="Note" optional={optional} error={error}>
      <Textarea
        id={id}
        name="note"
        maxLength={NOTE_LIMIT}
        defaultValue={value}
        {...describedBy(id, false, error)}
      />
    </Field>
  );
}
