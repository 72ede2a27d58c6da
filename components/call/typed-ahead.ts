/** Longer than any panel takes to open; then the keys are the page's again. */
const PATIENCE_MS = 3_000;

let typed: KeyboardEventInit[] = [];
let stop: (() => void) | null = null;

/**
 * Keeps the strokes that are meant for a panel which is just opening: hands are faster than a
 * network, and a digit must not be lost, or be taken for a key of the list. Escape gives them up.
 */
export function typeAhead(): void {
  stop?.();
  const listening = new AbortController();
  const keep = (event: KeyboardEvent) => {
    if (event.key === "Escape") return stop?.();
    const saves = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    const single = /^[0-9vn-]$/i.test(event.key) && !event.ctrlKey && !event.metaKey;
    if (!saves && !single) return undefined;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { key, code, ctrlKey, metaKey, shiftKey } = event;
    typed.push({ key, code, ctrlKey, metaKey, shiftKey });
    return undefined;
  };
  window.addEventListener("keydown", keep, { capture: true, signal: listening.signal });
  const timer = setTimeout(() => stop?.(), PATIENCE_MS);
  stop = () => {
    clearTimeout(timer);
    listening.abort();
    typed = [];
    stop = null;
  };
}

/** Gives the panel, now that it is there, what was typed for it. */
export function replayTypedAhead(): void {
  const strokes = typed;
  stop?.();
  for (const stroke of strokes) {
    window.dispatchEvent(new KeyboardEvent("keydown", { ...stroke, cancelable: true }));
  }
}
