declare global {
  // Global: the server's bundle and the program around it hold separate copies of this module.
  var afterglowClosing: (() => Promise<void>)[] | undefined;
  var afterglowEnding: { begun: boolean; ends: Set<() => void> } | undefined;
}

/**
 * Has `end` called as soon as the process begins to end, before open requests are waited for: it is
 * how an answer without an end of its own finds one. At once if the end has begun. Returns what
 * takes that back.
 */
export function whenEnding(end: () => void): () => void {
  const ending = ofProcess();
  if (ending.begun) end();
  else ending.ends.add(end);
  return () => ending.ends.delete(end);
}

/** Says that the process begins to end; calls what was handed to `whenEnding`. */
export function beginEnding(): void {
  const ending = ofProcess();
  ending.begun = true;
  for (const end of ending.ends) end();
  ending.ends.clear();
}

function ofProcess() {
  globalThis.afterglowEnding ??= { begun: false, ends: new Set() };
  return globalThis.afterglowEnding;
}

/** Has `close` called when the process ends in order, after the last request has been answered. */
export function closeAtEnd(close: () => Promise<void>): void {
  globalThis.afterglowClosing ??= [];
  globalThis.afterglowClosing.push(close);
}

/**
 * Calls everything that was handed to `closeAtEnd`, the last first, for it may still use what was
 * there before it; one failure stops no other.
 */
export async function closeAll(): Promise<void> {
  for (;;) {
    const close = globalThis.afterglowClosing?.pop();
    if (!close) return;
    await close().catch(() => undefined);
  }
}
