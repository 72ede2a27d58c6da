import type { Level } from "@/lib/triage/protocol";

/** What an assessment says of the future: from `changesAt` on, time alone makes it `changesTo`. */
type Stored = { level: Level | null; changesAt: Date | null; changesTo: Level | null };

/**
 * The level that holds at `now`, also before somebody has written down what time changed, and since
 * when it is so; `turnedAt` is null while the assessment stands as it was stored.
 */
export function levelAt(
  assessment: Stored | null,
  now: Date,
): { level: Level | null; turnedAt: Date | null } {
  if (!assessment?.changesAt || assessment.changesAt > now) {
    return { level: assessment?.level ?? null, turnedAt: null };
  }
  return { level: assessment.changesTo, turnedAt: assessment.changesAt };
}

/** Why a level turned with time, for as long as no new assessment says it more exactly. */
export const TURNED_SENTENCE = "48 h are over and nothing has confirmed that the skin is calm";
