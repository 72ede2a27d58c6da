"use client";

import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useKeptForm } from "@/components/use-kept-form";
import type { FormAction } from "@/lib/forms/form-state";
import type { ClinicMessages } from "@/lib/messaging/clinic-messages";

/** Whether the clinic asks by itself, its quiet hours, what it is called and the number of its texts. */
export function ClinicMessagesForm({
  action,
  stands,
  name,
  version,
}: {
  action: FormAction;
  /** The number as a person reads it. */
  stands: ClinicMessages;
  /** What the clinic is called when messages call it nothing else. */
  name: string;
  version: number;
}) {
  const { state, pending, props } = useKeptForm(action);
  const { errors, values } = state;
  const typed = (field: string, stored: string | null) => values[field]?.[0] ?? stored ?? "";
  return (
    <form {...props} aria-label="The clinic’s messages" className="grid max-w-md gap-5" noValidate>
      <input type="hidden" name="version" value={version} />
      <FormMessage message={state.message} />
      <Segmented
        id="checkInMessages"
        name="checkInMessages"
        legend="Check-ins by itself"
        hint="Patients are asked how they are when a check is due. Switched off, they are asked only when somebody sends it."
        segments={[
          { value: "on", label: "On" },
          { value: "off", label: "Off" },
        ]}
        columns={2}
        error={errors.checkInMessages}
        value={typed("checkInMessages", stands.checkInMessages ? "on" : "off")}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          id="quietFrom"
          label="Quiet hours from"
          hint="By the patient’s own clock"
          error={errors.quietFrom}
        >
          <Input
            id="quietFrom"
            name="quietFrom"
            type="time"
            defaultValue={typed("quietFrom", stands.quietFrom)}
            {...describedBy("quietFrom", true, errors.quietFrom)}
          />
        </Field>
        <Field
          id="quietUntil"
          label="Until"
          hint="Nothing but answers leaves before"
          error={errors.quietUntil}
        >
          <Input
            id="quietUntil"
            name="quietUntil"
            type="time"
            defaultValue={typed("quietUntil", stands.quietUntil)}
            {...describedBy("quietUntil", true, errors.quietUntil)}
          />
        </Field>
      </div>
      <Field
        id="messageName"
        label="Name in messages"
        hint={`What patients know you by. Left empty: ${name}`}
        optional
        error={errors.messageName}
      >
        <Input
          id="messageName"
          name="messageName"
          defaultValue={typed("messageName", stands.messageName)}
          maxLength={40}
          autoComplete="off"
          {...describedBy("messageName", true, errors.messageName)}
        />
      </Field>
      <Field
        id="textNumber"
        label="Number that texts come from"
        hint="Left empty: the provider’s own. Texts to it come to this clinic."
        optional
        error={errors.textNumber}
      >
        <Input
          id="textNumber"
          name="textNumber"
          type="tel"
          defaultValue={typed("textNumber", stands.textNumber)}
          autoComplete="off"
          {...describedBy("textNumber", true, errors.textNumber)}
        />
      </Field>
      <Button type="submit" variant="primary" aria-disabled={pending} className="w-fit">
        {pending ? "Saving…" : "Save"}
      </Button>
    </form>
  );
}
