"use client";

import { type RefObject, useEffect } from "react";
import { tinykeys } from "tinykeys";
import { replayTypedAhead } from "@/components/call/typed-ahead";
import { isTyping } from "@/components/shell/typing";

/**
 * The keys of the call form. A digit answers the question the cursor stands in; anywhere else a
 * digit or minus chooses the outcome, each by its own. A letter presses the button that shows it.
 * ⌘⏎ saves, ⌘⇧⏎ saves and goes on: these are no single keys, and can't be switched off.
 */
export function useCallKeys(form: RefObject<HTMLFormElement | null>, enabled: boolean) {
  useEffect(() => {
    const submit = (then: string) => (event: KeyboardEvent) => {
      const button = form.current?.querySelector<HTMLButtonElement>(`button[value="${then}"]`);
      if (!button) return;
      event.preventDefault();
      form.current?.requestSubmit(button);
    };
    const stop = tinykeys(
      window,
      { "$mod+Enter": submit("stay"), "$mod+Shift+Enter": submit("next") },
      { ignore: () => false },
    );
    if (!enabled) return stop;
    const choose = (event: KeyboardEvent) => {
      const radio = radioFor(form.current, event.key);
      if (!radio) return;
      event.preventDefault();
      radio.focus();
      radio.click();
    };
    const press = (event: KeyboardEvent) => {
      const selector = `button[data-key="${event.key.toLowerCase()}"]`;
      const button = form.current?.querySelector<HTMLButtonElement>(selector);
      // What isn't on the screen can't be pressed.
      if (!button?.checkVisibility()) return;
      event.preventDefault();
      button.click();
    };
    const stopSingle = tinykeys(
      window,
      { "([0-9])": choose, "-": choose, v: press, n: press },
      { ignore: isTyping },
    );
    replayTypedAhead();
    return () => {
      stop();
      stopSingle();
    };
  }, [form, enabled]);
}

function radioFor(form: HTMLFormElement | null, key: string): HTMLInputElement | null {
  const focused = document.activeElement;
  const name = focused instanceof HTMLInputElement && focused.type === "radio" ? focused.name : "";
  const radios = [...(form?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])];
  if (name === "" || name === "outcome") {
    return radios.find((radio) => radio.dataset.outcomeKey === key) ?? null;
  }
  return radios.find((radio) => radio.name === name && radio.value === key) ?? null;
}
