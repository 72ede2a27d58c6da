"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { CallFooter } from "@/components/call/call-footer";
import { CallHeader, type CallHeaderProps } from "@/components/call/call-header";
import { useCallKeys } from "@/components/call/call-keys";
import { type CallNumber, CallNumbers } from "@/components/call/call-numbers";
import { CallOutcome } from "@/components/call/call-outcome";
import { closePanel, hidePanel } from "@/components/call/call-panel";
import { CallReached, type CallReachedProps } from "@/components/call/call-reached";
import { CallScript } from "@/components/call/call-script";
import { focusOutcome } from "@/components/call/focus-outcome";
import { NextContact } from "@/components/call/next-contact";
import { type NewerCall, OtherCallers } from "@/components/call/other-callers";
import { THROW_AWAY, ThrowAway } from "@/components/call/throw-away";
import { findUnsent, forgetUnsent } from "@/components/call/unsent-call";
import { useCallDraft } from "@/components/call/use-call-draft";
import { useClaim } from "@/components/call/use-claim";
import { NoteField } from "@/components/record/note-field";
import { describedBy, Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { useKeptForm } from "@/components/use-kept-form";
import { showSavedRow } from "@/components/worklist/saved-row";
import { DIRECTIONS, type Direction, type Outcome, offeredOutcomes } from "@/lib/calls/outcomes";
import type { ScriptPart } from "@/lib/calls/script";
import { type FormState, IDLE } from "@/lib/forms/form-state";
import type { CallState } from "@/lib/worklist/row";

export type CallFormProps = CallHeaderProps &
  Pick<
    CallReachedProps,
    "asked" | "last" | "advice" | "tellProvider" | "providers" | "emergencyText"
  > & {
    action: (state: FormState, form: FormData) => Promise<CallState>;
    /** Made by the server once per opened form, so that a retry never doubles the call. */
    idempotencyKey: string;
    /** The newest call when the page was drawn; the first that the panel saw is what it knows of. */
    newestCall: NewerCall | null;
    /** Who is calling, so that nobody is shown what somebody else left unsent. */
    callerId: string;
    numbers: readonly CallNumber[];
    /** False while the patient has asked not to be rung. */
    mayRing: boolean;
    script: readonly ScriptPart[];
    /** What each outcome would lead to: "Second try tomorrow, 9:00 AM". */
    nextByOutcome: Readonly<Partial<Record<Outcome, string>>>;
    /** The form as this person left it unsaved, with the key that it had. */
    draft: DraftOfCall | null;
    routes: { draft: string; claim: string; release: string };
    throwAwayAction: (form: FormData) => Promise<void>;
    takeOverAction: (form: FormData) => Promise<void>;
    heldBy: { by: string; since: string } | null;
  };

export type DraftOfCall = {
  values: Readonly<Record<string, readonly string[]>>;
  idempotencyKey: string;
  /** "10:04:12 AM", or with its day when that isn't today. */
  savedAt: string;
};

const DIRECTION_WORDS = {
  outbound: "We called",
  inbound: "They called us",
  walk_in: "They came in",
} as const;

/** Number, script and form of one follow-up call, in a drawer or on a page of its own. */
export function CallForm(props: CallFormProps) {
  const [thrownAway, setThrownAway] = useState(0);
  // Nothing typed about one patient may ever stand under another.
  return (
    <OneCall
      key={`${props.patient.id} ${thrownAway}`}
      {...props}
      draft={thrownAway === 0 ? props.draft : null}
      onThrownAway={() => setThrownAway(thrownAway + 1)}
    />
  );
}

function OneCall({ onThrownAway, ...props }: CallFormProps & { onThrownAway: () => void }) {
  const { patient, numbers, shortcuts, callerId, routes } = props;
  const [unsent] = useState(() => findUnsent(callerId, patient.id));
  const [filled] = useState(unsent?.fields ?? props.draft?.values ?? {});
  const drawnKey = unsent?.idempotencyKey ?? props.draft?.idempotencyKey ?? props.idempotencyKey;
  const router = useRouter();
  const answered = async ({ saved }: CallState) => {
    if (!saved) return;
    if (saved.row) showSavedRow(saved.row);
    const panel = form.current?.closest("dialog");
    if (panel) hidePanel(panel);
    await nextFrame();
    if (panel) closePanel(panel);
    router.push(saved.address, { scroll: false });
  };
  const kept = useKeptForm(props.action, drawnKey, { waits: true, answered });
  const { state, pending, key, form } = kept;
  const values = state === IDLE ? filled : state.values;
  const { errors } = state;
  const {
    state: draft,
    setSent,
    remember,
  } = useCallDraft(form, {
    route: routes.draft,
    callerId,
    patientId: patient.id,
    idempotencyKey: key,
    savedAt: props.draft?.savedAt ?? null,
    ahead: unsent !== null,
  });
  const { other, setLogged } = useClaim({
    patientId: patient.id,
    claimRoute: routes.claim,
    releaseRoute: routes.release,
    heldBy: props.heldBy,
  });
  const [firstSeen] = useState(props.newestCall);
  const usable = numbers.filter((number) => number.usable);
  const [direction, setDirection] = useState(directionOf(values.direction?.[0]));
  const [numberId, setNumberId] = useState(values.numberId?.[0] ?? usable[0]?.id ?? "");
  const chosen = usable.find(({ id }) => id === numberId);
  // Without a number nobody knows whether one says no.
  const voicemail = chosen
    ? chosen.voicemail !== "not allowed"
    : usable.some((number) => number.voicemail !== "not allowed");
  const ours = direction === "outbound";
  useCallKeys(form, shortcuts);

  useEffect(() => forgetUnsent(), []);
  useEffect(() => {
    // The drawer may have become a modal before its form was there.
    const dialog = form.current?.closest("dialog:modal");
    if (dialog) focusOutcome(dialog);
  }, [form]);
  useEffect(() => {
    if (state === IDLE || pending || "saved" in state) return;
    // Refused, or without a connection: it is a draft again.
    setSent(false);
    setLogged(false);
    forgetUnsent();
  }, [state, pending, setSent, setLogged]);

  return (
    <div className="grid gap-4 p-4 sm:p-5">
      <CallHeader {...props} />
      <OtherCallers
        patient={patient}
        other={other}
        takeOverAction={props.takeOverAction}
        newer={props.newestCall?.id === firstSeen?.id ? null : props.newestCall}
      />
      {ours ? <CallNumbers numbers={numbers} mayRing={props.mayRing} /> : null}
      <div className="grid items-start gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <div className="lg:sticky lg:top-5">
          <CallScript parts={props.script.filter((part) => ours || !part.outboundOnly)} />
        </div>
        <form
          {...kept.props}
          data-draft={draft.kind}
          aria-label={`Call with ${patient.name}`}
          className="grid gap-5"
          noValidate
          onSubmit={(event) => {
            remember();
            setSent(true);
            setLogged(true);
            kept.props.onSubmit(event);
          }}
        >
          <input type="hidden" name="idempotencyKey" value={key} />
          <input type="hidden" name="patientId" value={patient.id} />
          <input type="hidden" name="lastSeenCallId" value={firstSeen?.id ?? ""} />
          {kept.waiting ? null : <FormMessage message={state.message} />}
          <CallOutcome
            outcomes={offeredOutcomes(direction, voicemail)}
            next={props.nextByOutcome}
            value={values.outcome?.[0]}
            error={errors.outcome}
            missing={ours && !voicemail ? "No voicemail may be left on this number." : null}
            shortcuts={shortcuts}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field id="direction" label="How" error={errors.direction}>
              <Select
                id="direction"
                name="direction"
                value={direction}
                onChange={({ target }) => {
                  const next = directionOf(target.value);
                  setDirection(next);
                  // Whoever rang us may have done it from anywhere.
                  setNumberId(next === "outbound" ? (usable[0]?.id ?? "") : "");
                }}
                {...describedBy("direction", false, errors.direction)}
              >
                {DIRECTIONS.map((each) => (
                  <option key={each} value={each}>
                    {DIRECTION_WORDS[each]}
                  </option>
                ))}
              </Select>
            </Field>
            {usable.length > 0 ? (
              <Field
                id="numberId"
                label={ours ? "Number" : "From which number"}
                optional={!ours}
                error={errors.numberId}
              >
                <Select
                  id="numberId"
                  name="numberId"
                  value={numberId}
                  onChange={({ target }) => setNumberId(target.value)}
                  {...describedBy("numberId", false, errors.numberId)}
                >
                  <option value="">{ours ? "None of these" : "Not known"}</option>
                  {usable.map((number) => (
                    <option key={number.id} value={number.id}>
                      {number.display} · {number.owner}
                    </option>
                  ))}
                </Select>
              </Field>
            ) : null}
          </div>
          <CallReached {...props} form={form} errors={errors} values={values} />
          <NoteField value={values.note?.[0]} error={errors.note} />
          <NextContact errors={errors} values={values} />
          <CallFooter
            draft={draft}
            pending={pending}
            waiting={kept.waiting}
            throwAwayForm={props.draft || draft.kind !== "none" ? THROW_AWAY : null}
          />
        </form>
        <ThrowAway
          patientId={patient.id}
          action={props.throwAwayAction}
          onSent={() => setSent(true)}
          onDone={onThrownAway}
        />
      </div>
    </div>
  );
}

/** Resolves when the next frame is on the screen: before, the page does nothing that could hold it up. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

function directionOf(value: string | undefined): Direction {
  return DIRECTIONS.find((each) => each === value) ?? "outbound";
}
