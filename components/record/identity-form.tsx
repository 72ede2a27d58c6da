"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Fold } from "@/components/ui/fold";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";
import { LANGUAGE_WORDS, LANGUAGES, type Language } from "@/lib/patients/languages";

export type IdentityFormProps = {
  action: FormAction;
  version: number;
  name: string;
  /** "1990-05-17" */
  birthOn: string | null;
  language: Language;
  risks: readonly string[];
  consentToContact: boolean;
  /** A day, "2026-12-01" */
  doNotContactUntil: string | null;
};

/** Corrects what is known of a person; folded until somebody wants to. */
export function IdentityForm({ action, ...stands }: IdentityFormProps) {
  const { state, pending, props } = useKeptForm(action);
  // The version that the fields show, whatever is drawn anew meanwhile.
  const [version] = useState(stands.version);
  const id = useId();
  const { errors, values } = state;
  const typed = (field: string, stored: string) => values[field]?.[0] ?? stored;
  const tied = (field: string, hint = false) => describedBy(`${id}-${field}`, hint, errors[field]);
  return (
    <Fold open={state.message !== null} summary="Correct" className="border-t pt-2">
      <form {...props} aria-label="Correct this person" className="grid gap-4" noValidate>
        <input type="hidden" name="version" value={typed("version", String(version))} />
        <FormMessage message={state.message} />
        <Field id={`${id}-name`} label="Name" error={errors.name}>
          <Input
            id={`${id}-name`}
            name="name"
            defaultValue={typed("name", stands.name)}
            maxLength={120}
            autoComplete="off"
            {...tied("name")}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id={`${id}-birthOn`} label="Birth date" optional error={errors.birthOn}>
            <Input
              id={`${id}-birthOn`}
              name="birthOn"
              type="date"
              defaultValue={typed("birthOn", stands.birthOn ?? "")}
              {...tied("birthOn")}
            />
          </Field>
          <Field id={`${id}-language`} label="Language" error={errors.language}>
            <Select
              id={`${id}-language`}
              name="language"
              defaultValue={typed("language", stands.language)}
              {...tied("language")}
            >
              {LANGUAGES.map((language) => (
                <option key={language} value={language}>
                  {LANGUAGE_WORDS[language]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Field
          id={`${id}-risks`}
          label="Recorded risks"
          hint="One a line: isotretinoin, cold sores, keloid"
          optional
          error={errors.risks}
        >
          <Textarea
            id={`${id}-risks`}
            name="risks"
            rows={2}
            defaultValue={typed("risks", stands.risks.join("\n"))}
            {...tied("risks", true)}
          />
        </Field>
        <Segmented
          id={`${id}-consentToContact`}
          name="consentToContact"
          legend="Consent to contact"
          columns={2}
          segments={[
            { value: "yes", label: "Given" },
            { value: "no", label: "Not given" },
          ]}
          error={errors.consentToContact}
          value={typed("consentToContact", stands.consentToContact ? "yes" : "no")}
        />
        <Field
          id={`${id}-doNotContactUntil`}
          label="Do not contact until"
          hint="From this day on they may be contacted again"
          optional
          error={errors.doNotContactUntil}
        >
          <Input
            id={`${id}-doNotContactUntil`}
            name="doNotContactUntil"
            type="date"
            defaultValue={typed("doNotContactUntil", stands.doNotContactUntil ?? "")}
            {...tied("doNotContactUntil", true)}
          />
        </Field>
        <Field id={`${id}-why`} label="Why" hint="Kept with the old value" error={errors.why}>
          <Input
            id={`${id}-why`}
            name="why"
            defaultValue={typed("why", "")}
            maxLength={200}
            autoComplete="off"
            {...tied("why", true)}
          />
        </Field>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Saving…" : "Save the correction"}
        </Button>
      </form>
    </Fold>
  );
}
