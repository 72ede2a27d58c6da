"use client";

import { type RefObject, useEffect } from "react";
import { tinykeys } from "tinykeys";
import { isTyping } from "@/components/typing";

/**
 * The keys of the call form. A digit answers the question the cursor stands in; anywhere else it
 * chooses the outcome, each by its own digit. ⌘⏎ saves, ⌘⇧⏎ saves and goes on.
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
    const digit = (event: KeyboardEvent) => {
      const radio = radioFor(form.current, Number(event.key));
      if (!radio) return;
      event.preventDefault();
      radio.focus();
      radio.click();
    };
    const stopDigits = tinykeys(window, { "([0-9])": digit }, { ignore: isTyping });
    return () => {
      stop();
      stopDigits();
    };
  }, [form, enabled]);
}

function radioFor(form: HTMLFormElement | null, digit: number): HTMLInputElement | null {
  const focused = document.activeElement;
  const name = focused instanceof HTMLInputElement && focused.type === "radio" ? focused.name : "";
  const radios = [...(form?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])];
  if (name === "" || name === "outcome") {
    return radios.find((radio) => radio.dataset.digit === String(digit)) ?? null;
  }
  return radios.find((radio) => radio.name === name && radio.value === String(digit)) ?? null;
}
