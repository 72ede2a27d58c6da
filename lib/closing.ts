// On globalThis: the server's bundle and the program around it hold separate copies of a module.
const store = globalThis as { afterglowClosing?: Set<() => Promise<void>> };

/** Has `close` called when the process ends in order, after the last request has been answered. */
export function closeAtEnd(close: () => Promise<void>): void {
  store.afterglowClosing ??= new Set();
  store.afterglowClosing.add(close);
}

/** Calls everything that was handed to `closeAtEnd`, all at once; one failure stops no other. */
export async function closeAll(): Promise<void> {
  const closing = [...(store.afterglowClosing ?? [])];
  store.afterglowClosing?.clear();
  await Promise.allSettled(closing.map((close) => close()));
}
