import { LEVEL_WORDS } from "@/lib/triage/level-words";
import type { Level } from "@/lib/triage/protocol";

/** A level, or `null` for somebody whom the rules failed to judge. */
export type Triage = Level | null;

/** The badge of a level: shape, word and colour, never colour alone. `word` narrows it ("Past 48 h", "Same day"). */
export function TriageBadge({ level, word }: { level: Triage; word?: string }) {
  return (
    <span className={`triage at-${level ?? "by-hand"}`}>
      {word ?? (level === null ? "Review by hand" : LEVEL_WORDS[level])}
    </span>
  );
}

/** The shape alone, for places where the word stands beside it. */
export function TriageShape({ level }: { level: Triage }) {
  return <span className={`triage-shape at-${level ?? "by-hand"}`} />;
}
