/** A number or address of one of two records. */
export type JoinedContact = {
  id: string;
  kind: string;
  value: string;
  voicemailAllowed: boolean | null;
};

/**
 * What becomes of numbers and addresses when two records become one. `moves`: those that the kept record
 * lacked. `forbids`: those of the kept record on which the other forbade a voicemail, as they stood before.
 */
export function joinContacts(
  kept: readonly JoinedContact[],
  merged: readonly JoinedContact[],
): { moves: string[]; forbids: { id: string; before: boolean | null }[] } {
  const here = new Map(kept.map((point) => [keyOf(point), point]));
  const moves: string[] = [];
  const forbids: { id: string; before: boolean | null }[] = [];
  for (const point of merged) {
    const same = here.get(keyOf(point));
    if (!same) moves.push(point.id);
    else if (point.voicemailAllowed === false && same.voicemailAllowed !== false) {
      forbids.push({ id: same.id, before: same.voicemailAllowed });
    }
  }
  return { moves, forbids };
}

function keyOf({ kind, value }: JoinedContact): string {
  return `${kind} ${value}`;
}
