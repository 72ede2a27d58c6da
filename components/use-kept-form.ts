"use client";

import {
  type PointerEvent,
  type SubmitEvent,
  startTransition,
  useActionState,
  useEffect,
  useRef,
} from "react";
import { type FormAction, IDLE } from "@/lib/forms/form-state";

/**
 * A form around a server action that never loses what was typed. Without scripts the browser posts
 * it and `state.values` fill it again; with scripts the fields are simply left alone. A radio that
 * is pressed a second time is cleared, since a question may be left unanswered.
 */
export function useKeptForm(action: FormAction) {
  const [state, dispatch, pending] = useActionState(action, IDLE);
  const form = useRef<HTMLFormElement>(null);
  const pressed = useRef<HTMLInputElement | null>(null);

  useEffect(() => {
    if (state === IDLE) return;
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    const field = wrong?.matches("input, select, textarea") ? wrong : wrong?.querySelector("input");
    (field ?? form.current?.querySelector<HTMLElement>("[data-form-message]"))?.focus();
  }, [state]);

  return {
    state,
    pending,
    form,
    props: {
      ref: form,
      action: dispatch,
      // React empties a form after its action; sending it by hand keeps the fields.
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (pending) return;
        const data = new FormData(event.currentTarget, event.nativeEvent.submitter);
        startTransition(() => dispatch(data));
      },
      onPointerDown: (event: PointerEvent<HTMLFormElement>) => {
        const label = event.target instanceof Element ? event.target.closest("label") : null;
        const radio = label?.querySelector<HTMLInputElement>("input[type=radio]:checked");
        pressed.current = radio ?? null;
      },
      onClick: () => {
        const radio = pressed.current;
        if (radio === null || radio.name === "outcome") return;
        pressed.current = null;
        // The label's own click comes after this one and would check it again.
        setTimeout(() => {
          radio.checked = false;
        });
      },
    },
  };
}
