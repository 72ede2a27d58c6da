/** Puts the cursor where a digit means an outcome: on the one that is chosen, or the first. */
export function focusOutcome(within: Element): void {
  const outcome = "input[name=outcome]";
  const first =
    within.querySelector<HTMLElement>(`${outcome}:checked`) ??
    within.querySelector<HTMLElement>(outcome);
  first?.focus({ preventScroll: true });
}
