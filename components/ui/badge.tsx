import type { ReactNode } from "react";
import { classes } from "./classes";

const TONES = {
  neutral: "bg-expected-tint text-expected",
  info: "bg-watch-tint text-watch",
  warning: "bg-complication-tint text-complication",
  danger: "bg-urgent-tint text-urgent",
  outline: "border border-control text-muted",
} as const;

/** A short word about a thing. The triage level has a badge of its own. */
export function Badge({
  tone = "neutral",
  children,
}: {
  tone?: keyof typeof TONES;
  children: ReactNode;
}) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-full px-2 py-0.5 text-12 font-medium",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
