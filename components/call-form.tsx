"use client";

import { Phone } from "lucide-react";
import { useCallKeys } from "@/components/call-keys";
import { CallOutcome } from "@/components/call-outcome";
import { CallReached, type CallReachedProps } from "@/components/call-reached";
import { CallScript } from "@/components/call-script";
import { type DraftAction, NoteField } from "@/components/note-field";
import { type Triage, TriageBadge } from "@/components/triage-badge";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { useKeptForm } from "@/components/use-kept-form";
import { DIRECTIONS, type Outcome } from "@/lib/calls/outcomes";
import type { ScriptPart } from "@/lib/calls/script";
import type { FormAction } from "@/lib/forms/form-state";

/** A number to ring, and what may be left on it. */
export type CallNumber = {
  id: string;
  display: string;
  /** "Mobile", "Emergency contact: Luis Webb, brother" */
  owner: string;
  voicemail: "allowed" | "not allowed" | "not asked";
  /** "Not in service since Tue 24 Nov" */
  problem: string | null;
};

export type CallFormProps = Pick<
  CallReachedProps,
  "asked" | "last" | "advice" | "tellProvider" | "providers" | "emergencyText"
> & {
  action: FormAction;
  /** Made by the server once per opened form, so that a retry never doubles the call. */
  idempotencyKey: string;
  /** The newest call when the panel opened, so that a call saved meanwhile is noticed. */
  lastSeenCallId: string;
  patient: { id: string; name: string; about: string; dayAndHour: string; language: string };
  level: Triage;
  levelWord?: string;
  reasons: readonly string[];
  numbers: readonly CallNumber[];
  script: readonly ScriptPart[];
  /** The outcomes that are offered, in their order: what is not permitted is not among them. */
  outcomes: readonly Outcome[];
  /** What each outcome would lead to: "Second try tomorrow, 9:00 AM". */
  nextByOutcome: Readonly<Partial<Record<Outcome, string>>>;
  closeHref: string;
  draftNote?: string;
  draftAction?: DraftAction;
  heldBy?: { by: string; since: string; takeOverAction: (form: FormData) => Promise<void> } | null;
  shortcuts?: boolean;
};

const DIRECTION_WORDS = {
  outbound: "We called",
  inbound: "They called us",
  walk_in: "They came in",
} as const;

/** Number, script and form of one follow-up call, in a drawer or on a page of its own. */
export function CallForm(props: CallFormProps) {
  // Nothing typed about one patient may ever stand under another.
  return <OneCall key={props.patient.id} {...props} />;
}

function OneCall(props: CallFormProps) {
  const { patient, numbers, closeHref, heldBy, shortcuts = true } = props;
  const { state, pending, key, form, ...kept } = useKeptForm(props.action, props.idempotencyKey);
  const { errors, values } = state;
  useCallKeys(form, shortcuts);

  return (
    <div className="grid gap-4 p-4 sm:p-5">
      <header className="grid gap-2">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <p className="text-12 text-muted">Log call</p>
            <h2 className="text-22 font-bold">{patient.name}</h2>
          </div>
          <ButtonLink href={closeHref} scroll={false} variant="quiet">
            Close <Kbd>Esc</Kbd>
          </ButtonLink>
        </div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TriageBadge level={props.level} word={props.levelWord} />
          <span className="font-semibold tabular-nums">{patient.dayAndHour}</span>
          <span className="text-muted">{patient.about}</span>
          <Badge tone="info">{patient.language}</Badge>
        </p>
        {props.reasons.length > 0 ? (
          <ul className="grid gap-0.5">
            {props.reasons.map((reason) => (
              <li key={reason} className="ml-4 list-disc marker:text-muted">
                {reason}
              </li>
            ))}
          </ul>
        ) : null}
      </header>

      {heldBy ? (
        <Alert tone="warning" live={false} title={`${heldBy.by} is calling, ${heldBy.since}.`}>
          <form action={heldBy.takeOverAction} className="mt-1">
            <input type="hidden" name="patientId" value={patient.id} />
            <Button type="submit" size="small">
              Take over
            </Button>
          </form>
        </Alert>
      ) : null}

      <ul className="grid gap-2 sm:grid-cols-2">
        {numbers.map((number) => (
          <NumberCard key={number.id} number={number} />
        ))}
        {numbers.length === 0 ? (
          <li>
            <Alert tone="warning" live={false} title="No usable number." />
          </li>
        ) : null}
      </ul>

      <div className="grid items-start gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <div className="lg:sticky lg:top-5">
          <CallScript parts={props.script} />
        </div>
        <form
          {...kept.props}
          aria-label={`Call with ${patient.name}`}
          className="grid gap-5"
          noValidate
        >
          <input type="hidden" name="idempotencyKey" value={key} />
          <input type="hidden" name="patientId" value={patient.id} />
          <input type="hidden" name="lastSeenCallId" value={props.lastSeenCallId} />
          <FormMessage message={state.message} />
          <CallOutcome
            outcomes={props.outcomes}
            next={props.nextByOutcome}
            value={values.outcome?.[0]}
            error={errors.outcome}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field id="direction" label="How" error={errors.direction}>
              <Select
                id="direction"
                name="direction"
                defaultValue={values.direction?.[0] ?? "outbound"}
                {...describedBy("direction", false, errors.direction)}
              >
                {DIRECTIONS.map((direction) => (
                  <option key={direction} value={direction}>
                    {DIRECTION_WORDS[direction]}
                  </option>
                ))}
              </Select>
            </Field>
            {numbers.length > 0 ? (
              <Field id="numberId" label="Number" error={errors.numberId}>
                <Select
                  id="numberId"
                  name="numberId"
                  defaultValue={values.numberId?.[0] ?? numbers[0]?.id}
                  {...describedBy("numberId", false, errors.numberId)}
                >
                  {numbers.map((number) => (
                    <option key={number.id} value={number.id}>
                      {number.display} · {number.owner}
                    </option>
                  ))}
                </Select>
              </Field>
            ) : null}
          </div>
          <CallReached {...props} errors={errors} values={values} />
          <NoteField
            value={values.note?.[0] ?? props.draftNote}
            error={errors.note}
            draftAction={props.draftAction}
          />
          <NextContact errors={errors} values={values} />
          <div className="sticky bottom-0 -mx-4 flex flex-wrap justify-end gap-2 border-t bg-page px-4 py-3 sm:-mx-5 sm:px-5 lg:mx-0 lg:px-0">
            <Button
              type="submit"
              name="then"
              value="stay"
              aria-disabled={pending}
              className="max-sm:flex-1"
            >
              Save <Kbd>⌘⏎</Kbd>
            </Button>
            <Button
              type="submit"
              name="then"
              value="next"
              variant="primary"
              aria-disabled={pending}
              className="max-sm:flex-1"
            >
              {pending ? "Saving…" : "Save and next"} <Kbd inherit>⌘⇧⏎</Kbd>
            </Button>
          </div>
        </form>
      </div>
    </div>
  );
}

const VOICEMAIL_TONES = {
  allowed: "neutral",
  "not allowed": "danger",
  "not asked": "warning",
} as const;

function NumberCard({ number }: { number: CallNumber }) {
  return (
    <li className="grid min-w-0 content-start gap-1 rounded-card border bg-surface px-3 py-2">
      <a
        href={`tel:${number.display.replaceAll(/[^+\d]/g, "")}`}
        className="flex min-h-7 w-fit items-center gap-2 text-16 font-semibold text-primary tabular-nums underline-offset-3 hover:underline max-sm:min-h-11"
      >
        <Phone size={16} strokeWidth={1.75} aria-hidden="true" />
        {number.display}
      </a>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-muted">
        {number.owner}
        <Badge tone={VOICEMAIL_TONES[number.voicemail]}>Voicemail {number.voicemail}</Badge>
        {number.problem ? <Badge tone="warning">{number.problem}</Badge> : null}
      </span>
    </li>
  );
}

function NextContact({ errors, values }: Pick<CallReachedProps, "errors" | "values">) {
  const changed = Boolean(values.nextContactAt?.[0] || values.nextContactReason?.[0]);
  const wrong = Boolean(errors.nextContactAt ?? errors.nextContactReason);
  return (
    <details open={changed || wrong} className="rounded-card border bg-surface">
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
