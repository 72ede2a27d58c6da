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
import type { ContactFacts, ContactKind } from "@/lib/patients/contact";
import { REACHES, REACHES_WORDS } from "@/lib/patients/reaches";

export type ContactFormProps = {
  action: FormAction;
  /** What is changed; null adds a number or address. */
  point: { kind: ContactKind; label: string; facts: ContactFacts; version: number } | null;
};

/** Changes what is known of a number or address, or adds one; folded until somebody wants to. */
export function ContactForm({ action, point }: ContactFormProps) {
  const { state, pending, props } = useKeptForm(action);
  // The version that the fields show, whatever is drawn anew meanwhile.
  const [version] = useState(point?.version ?? 0);
  const id = useId();
  const { errors, values } = state;
  const facts = point?.facts;
  const typed = (field: string, stands: string) => values[field]?.[0] ?? stands;
  const voicemail = facts?.voicemailAllowed ?? null;
  return (
    <Fold
      open={state.message !== null}
      summary={
        point ? (
          <span className="text-12 text-muted">
            Change<span className="sr-only"> {point.label}</span>
          </span>
        ) : (
          "Add a number or e-mail"
        )
      }
    >
      <form
        {...props}
        aria-label={point ? `Change ${point.label}` : "Add a number or e-mail"}
        className="grid gap-4 pb-2"
        noValidate
      >
        <input type="hidden" name="version" value={typed("version", String(version))} />
        <FormMessage message={state.message} />
        {point ? null : (
          <div className="grid gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <Field id={`${id}-kind`} label="What" error={errors.kind}>
              <Select
                id={`${id}-kind`}
                name="kind"
                defaultValue={typed("kind", "phone")}
                {...describedBy(`${id}-kind`, false, errors.kind)}
              >
                <option value="phone">Number</option>
                <option value="email">E-mail</option>
              </Select>
            </Field>
            <Field id={`${id}-value`} label="Number or address" error={errors.value}>
              <Input
                id={`${id}-value`}
                name="value"
                defaultValue={typed("value", "")}
                autoComplete="off"
                {...describedBy(`${id}-value`, false, errors.value)}
              />
            </Field>
          </div>
        )}
        <Field id={`${id}-reaches`} label="Reaches" error={errors.reaches}>
          <Select
            id={`${id}-reaches`}
            name="reaches"
            defaultValue={typed("reaches", facts?.reaches ?? "patient")}
            {...describedBy(`${id}-reaches`, false, errors.reaches)}
          >
            {REACHES.map((reaches) => (
              <option key={reaches} value={reaches}>
                {REACHES_WORDS[reaches]}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          id={`${id}-owner`}
          label="Whose it is"
          hint="Leave it empty for the patient’s own: “mother”, “work”"
          optional
          error={errors.owner}
        >
          <Input
            id={`${id}-owner`}
            name="owner"
            defaultValue={typed("owner", facts?.owner ?? "")}
            maxLength={80}
            autoComplete="off"
            {...describedBy(`${id}-owner`, true, errors.owner)}
          />
        </Field>
        {point && point.kind !== "phone" ? null : (
          <Segmented
            id={`${id}-voicemail`}
            name="voicemailAllowed"
            legend="Voicemail"
            columns={3}
            segments={[
              { value: "yes", label: "Allowed" },
              { value: "no", label: "Not allowed" },
              { value: "", label: "Not asked" },
            ]}
            error={errors.voicemailAllowed}
            value={typed("voicemailAllowed", voicemail === null ? "" : voicemail ? "yes" : "no")}
          />
        )}
        <Segmented
          id={`${id}-usable`}
          name="usable"
          legend="Use"
          columns={2}
          segments={[
            { value: "yes", label: "Can be used" },
            { value: "no", label: "Wrong or dead" },
          ]}
          error={errors.usable}
          value={typed("usable", facts?.usable === false ? "no" : "yes")}
        />
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Saving…" : point ? "Save" : "Add"}
        </Button>
      </form>
    </Fold>
  );
}
