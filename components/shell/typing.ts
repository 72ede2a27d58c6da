/** Whether a key press goes into a text, and so must not be taken for a shortcut. */
export function isTyping(event: Event): boolean {
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest(
      "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])",
    ) !== null
  );
}
