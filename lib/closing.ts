declare global {
  // Global: the server's bundle and the program around it hold separate copies of this module.
  var afterglowClosing: Set<() => Promise<void>> | undefined;
}

/** Has `close` called when the process ends in order, after the last request has been answered. */
export function closeAtEnd(close: () => Promise<void>): void {
  globalThis.afterglowClosing ??= new Set();
  globalThis.afterglowClosing.add(close);
}

/** Calls everything that was handed to `closeAtEnd`, all at once; one failure stops no other. */
export async function closeAll(): Promise<void> {
  const closing = [...(globalThis.afterglowClosing ?? [])];
  globalThis.afterglowClosing?.clear();
  await Promise.allSettled(closing.map((close) => close()));
}
