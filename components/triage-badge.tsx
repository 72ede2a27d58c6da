import { classes } from "@/components/ui/classes";
import { LEVEL_WORDS } from "@/lib/triage/level-words";
import type { Level } from "@/lib/triage/protocol";

/** A level, or `null` for somebody whom the rules failed to judge. */
export type Triage = Level | null;

const LOOKS: Record<Level, string> = {
  emergency: "bg-urgent-icon text-on-emergency",
  urgent: "bg-urgent-tint text-urgent",
  complication: "bg-complication-tint text-complication",
  watch: "bg-watch-tint text-watch",
  awaiting: "bg-awaiting-tint text-awaiting",
  expected: "bg-expected-tint text-expected",
};

/** The badge of a level: shape, word and colour, never colour alone. `word` narrows it ("Past 48 h", "Same day"). */
export function TriageBadge({ level, word }: { level: Triage; word?: string }) {
  return (
    <span
      className={classes(
        "inline-flex h-[22px] items-center gap-1 whitespace-nowrap rounded-full pr-2 pl-1.5 text-12 font-semibold",
        level === null ? "bg-ink text-surface" : LOOKS[level],
      )}
    >
      <TriageShape level={level} inverted />
      {word ?? (level === null ? "Review by hand" : LEVEL_WORDS[level])}
    </span>
  );
}

/**
 * The shape alone, for places where the word stands beside it. `inverted`: on the solid ground that
 * the emergency badge has.
 */
export function TriageShape({ level, inverted = false }: { level: Triage; inverted?: boolean }) {
  const shape = level === "emergency" && !inverted ? "urgent" : (level ?? "by_hand");
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className="shrink-0">
      {SHAPES[shape]}
    </svg>
  );
}

const BANG = "M8 4.2v4.4M8 11.2v.1";
const OCTAGON = "M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z";

const SHAPES = {
  emergency: (
    <>
      <path d={OCTAGON} className="fill-on-emergency" />
      <path d={BANG} className="stroke-urgent-icon" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  urgent: (
    <>
      <path d={OCTAGON} className="fill-urgent-icon" />
      <path d={BANG} className="stroke-urgent-tint" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  complication: (
    <>
      <path d="M8 .6 15.4 8 8 15.4.6 8z" className="fill-complication-icon" />
      <path d={BANG} className="stroke-complication-tint" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  watch: (
    <>
      <circle cx="8" cy="8" r="7.2" className="fill-watch-icon" />
      <path
        d="M8 4v4.3l2.6 1.6"
        className="fill-transparent stroke-watch-tint"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  awaiting: (
    <g
      className="fill-transparent stroke-awaiting-icon"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M2 3.2h12v8.2H7.6L4.4 14v-2.6H2z" />
      <path d="M2 15 14.4.9" />
    </g>
  ),
  expected: (
    <circle
      cx="8"
      cy="8"
      r="5.8"
      className="fill-transparent stroke-expected-icon"
      strokeWidth="2"
    />
  ),
  by_hand: (
    <g className="fill-transparent stroke-current" strokeWidth="1.9" strokeLinecap="round">
      <path d="M5.2 5.6a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2M8 13.4v.1" />
    </g>
  ),
} as const;
