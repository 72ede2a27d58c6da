"use client";

import { unstable_rethrow } from "next/navigation";
import {
  type PointerEvent,
  type SubmitEvent,
  startTransition,
  useActionState,
  useEffect,
  useRef,
  useState,
} from "react";
import { type FormState, IDLE, keptValues } from "@/lib/forms/form-state";

/** How long after a failed try the next one is made, in milliseconds. */
const RETRY_MS = 5_000;

/**
 * A form around a server action that never loses what was typed. Without scripts the browser posts
 * it and `state.values` fill it again; with scripts the fields are simply left alone, also when the
 * connection drops. `key` stays the first one given until a save draws the form anew, so that a
 * second try is known as the same. A radio that is pressed again is cleared: no answer is one too.
 * With `waits`, a form that finds no connection is sent by itself when there is one again. With
 * `answered`, the action is told that scripts are there (field `scripts`), and each answer is handed
 * on; the form is drawn with it when that is done.
 */
export function useKeptForm<State extends FormState = FormState>(
  action: (state: FormState, form: FormData) => Promise<State>,
  idempotencyKey = "",
  { waits = false, answered }: { waits?: boolean; answered?: (state: State) => Promise<void> } = {},
) {
  const [posted, post] = useActionState<FormState, FormData>(action, IDLE);
  const [state, send, pending] = useActionState(async (previous: FormState, data: FormData) => {
    try {
      if (answered) data.set("scripts", "on");
      const answer = await action(previous, data);
      await answered?.(answer);
      return answer;
    } catch (error) {
      unstable_rethrow(error);
      // What a browser throws when a request reached nobody, or its answer didn't arrive.
      const unconnected = waits && error instanceof TypeError;
      const message = unconnected ? WAITING : UNSENT;
      return { message, errors: {}, values: keptValues(data) };
    }
  }, posted);
  const [key] = useState(idempotencyKey);
  const form = useRef<HTMLFormElement>(null);
  const submitter = useRef<HTMLElement | null>(null);
  const pressed = useRef<HTMLInputElement | null>(null);
  const waiting = state.message === WAITING && !pending;

  useEffect(() => {
    if (state === IDLE || state.message === WAITING) return;
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    const field = wrong?.matches("input, select, textarea") ? wrong : wrong?.querySelector("input");
    (field ?? form.current?.querySelector<HTMLElement>("[data-form-message]"))?.focus();
  }, [state]);

  useEffect(() => {
    if (!waiting) return undefined;
    const again = () => {
      if (!navigator.onLine || form.current === null) return;
      const data = new FormData(form.current, submitter.current);
      startTransition(() => send(data));
    };
    const timer = setInterval(again, RETRY_MS);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [waiting, send]);

  return {
    state,
    pending,
    /** It found no connection, and is sent by itself. */
    waiting: state.message === WAITING,
    key,
    form,
    props: {
      ref: form,
      action: post,
      // React empties a form after its action; sending it by hand keeps the fields.
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (pending) return;
        submitter.current = event.nativeEvent.submitter;
        const data = new FormData(event.currentTarget, submitter.current);
        startTransition(() => send(data));
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
          radio.dispatchEvent(new Event("input", { bubbles: true }));
        });
      },
    },
  };
}

const UNSENT =
  "Not saved: the connection or the server failed. Your text is still here. Try again.";
const WAITING = "No connection. 1 call waits to be sent.";
