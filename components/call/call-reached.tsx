import type { RefObject } from "react";
import { FastAnswers } from "@/components/call/fast-answers";
import { CheckInFields, type CheckInFieldsProps } from "@/components/record/check-in-fields";
import { SpeakerFields } from "@/components/record/identity-field";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
import { describedBy, errorId, Field, FieldError } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { NO_PROVIDER_REACHED } from "@/lib/calls/provider-told";

export type CallReachedProps = CheckInFieldsProps & {
  /** What can be advised now, from the patient's hour: value kept, label read. */
  advice: readonly { value: string; label: string }[];
  /** True when the level is complication or worse: a provider has to hear of it. */
  tellProvider: boolean;
  providers: readonly { staffId: string; name: string }[];
  form: RefObject<HTMLFormElement | null>;
  shortcuts: boolean;
};

/** What belongs to a call that reached somebody. Hidden by CSS until that outcome is chosen. */
export function CallReached(props: CallReachedProps) {
  const { errors, values, advice } = props;
  return (
    <div className="only-reached">
      <div className="grid gap-6 rounded-card border bg-surface p-4">
        <FastAnswers form={props.form} asked={props.asked} shortcuts={props.shortcuts} />
        <SpeakerFields
          errors={errors}
          values={values}
          hint="Full name and birth date. If not: take the report, disclose nothing."
        />
        <div className="when-unverified">
          <Alert
            tone="danger"
            live={false}
            title="Disclose nothing: not the treatment, not what was reported, not the plan."
          >
            Take the report all the same; it is triaged and marked.
          </Alert>
        </div>
        <hr />
        <CheckInFields {...props} />
        <hr />
        <fieldset
          className="grid min-w-0"
          aria-describedby={errors.advice ? errorId("advice") : undefined}
        >
          <legend className="mb-1 font-semibold">Advice given</legend>
          <div className="grid sm:grid-cols-2 sm:gap-x-4">
            {advice.map(({ value, label }) => (
              <Checkbox
                key={value}
                name="advice"
                value={value}
                defaultChecked={values.advice?.includes(value)}
              >
                {label}
              </Checkbox>
            ))}
          </div>
          <FieldError id="advice" error={errors.advice} />
        </fieldset>
        <div>
          <Checkbox
            id="readBack"
            name="readBack"
            value="yes"
            defaultChecked={values.readBack?.includes("yes")}
            {...describedBy("readBack", false, errors.readBack)}
          >
            They said back, in their own words, what to do and when to ring
          </Checkbox>
          <FieldError id="readBack" error={errors.readBack} />
        </div>
        <ProviderTold {...props} />
      </div>
    </div>
  );
}

function ProviderTold({ tellProvider, providers, errors, values }: CallReachedProps) {
  const accepted = values.providerAccepted?.[0];
  const demanded = tellProvider || errors.providerId !== undefined;
  return (
    <fieldset className="grid min-w-0 gap-3 border-t pt-4">
      <legend className="float-left mb-1 w-full font-semibold">
        Provider told{" "}
        {demanded ? null : <span className="font-normal text-muted">(if one was)</span>}
      </legend>
      {demanded ? (
        <Alert tone="warning" live={false}>
          At this level a licensed provider hears of the call today. The time is that of saving.
        </Alert>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="providerId" label="Who" error={errors.providerId}>
          <Select
            id="providerId"
            name="providerId"
            defaultValue={values.providerId?.[0] ?? ""}
            {...describedBy("providerId", false, errors.providerId)}
          >
            <option value="">{demanded ? "Choose…" : "Nobody"}</option>
            {providers.map((provider) => (
              <option key={provider.staffId} value={provider.staffId}>
                {provider.name}
              </option>
            ))}
            <option value={NO_PROVIDER_REACHED}>None could be reached yet</option>
          </Select>
        </Field>
        <Segmented
          id="providerAccepted"
          name="providerAccepted"
          legend="Did they take it on?"
          columns={2}
          segments={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "Not yet" },
          ]}
          error={errors.providerAccepted}
          value={accepted}
        />
      </div>
    </fieldset>
  );
}
