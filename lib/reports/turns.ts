import type { ClosureFacts, Instant } from "./facts";

/** A closing, or a reopening, which has none. */
export type Turn = { at: Instant; id: string; closing: ClosureFacts | null };

/** Closings and reopenings of one recovery in the order of time; at one instant the reopening is later. */
export function turnsOf(
  closures: readonly ClosureFacts[],
  reopenings: readonly { id: string; at: Instant }[],
): Turn[] {
  const turns: Turn[] = [
    ...closures.map((closing) => ({ at: closing.at, id: closing.id, closing })),
    ...reopenings.map(({ at, id }) => ({ at, id, closing: null })),
  ];
  const later = ({ closing }: Turn) => (closing === null ? 1 : 0);
  return turns.toSorted((a, b) => a.at - b.at || later(a) - later(b) || (a.id < b.id ? -1 : 1));
}

/** The closing that stands at an instant; null while the recovery is open. */
export function closingAt(turns: readonly Turn[], at: Instant): ClosureFacts | null {
  return turns.findLast((turn) => turn.at <= at)?.closing ?? null;
}
