import { describedBy, Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { SPEAKER_LABELS, SPEAKERS } from "@/lib/calls/outcomes";
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

/** Who was on the phone, and whether they are who they say. */
export function SpeakerFields(props: Parameters<typeof IdentityField>[0]) {
  const { errors, values } = props;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <IdentityField {...props} />
      <Field id="speaker" label="Who spoke" error={errors.speaker}>
        <Select
          id="speaker"
          name="speaker"
          defaultValue={values.speaker?.[0] ?? ""}
          {...describedBy("speaker", false, errors.speaker)}
        >
          <option value="">Choose…</option>
          {SPEAKERS.map((speaker) => (
            <option key={speaker} value={speaker}>
              {SPEAKER_LABELS[speaker]}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
