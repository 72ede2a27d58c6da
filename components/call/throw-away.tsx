"use client";

import { usePlainAction } from "@/components/use-plain-action";

/** The form that the button in the call form's foot belongs to: forms don't stand in each other. */
export const THROW_AWAY = "throw-draft-away";

/** Throws the draft of a call away, and empties its form. */
export function ThrowAway({
  patientId,
  action,
  onSent,
  onDone,
}: {
  patientId: string;
  action: (form: FormData) => Promise<void>;
  onSent: () => void;
  onDone: () => void;
}) {
  const { props, failed } = usePlainAction(action, onDone);
  return (
    <form
      id={THROW_AWAY}
      action={props.action}
      onSubmit={(event) => {
        onSent();
        props.onSubmit(event);
      }}
    >
      <input type="hidden" name="patientId" value={patientId} />
      {failed ? <output>Not thrown away: no connection. Try again.</output> : null}
    </form>
  );
}
