import type { ReactNode } from "react";

/** What all charts share: colours by their job, words no smaller than the page's, nothing that moves. */
export const AXIS = {
  tick: { fill: "var(--muted)", fontSize: 12 },
  stroke: "var(--hairline)",
  tickLine: false,
} as const;

export const GRID = { stroke: "var(--hairline)", strokeDasharray: "2 3" } as const;

/** Fills the width of its card at a fixed height, and follows it. */
export function sized(height: number) {
  return { responsive: true, style: { width: "100%", height } } as const;
}

/**
 * What a chart tells a screen reader. It is a group and no image, so that the links in it can be
 * read; the table below has the same ones for the keyboard.
 */
export function named(title: string, desc: string) {
  return { title, desc, role: "group", accessibilityLayer: false } as const;
}

/** A mark that opens the list behind it. Keys use the table instead of passing every mark. */
export function MarkLink({
  href,
  says,
  children,
}: {
  href: string;
  says: string;
  children: ReactNode;
}) {
  return (
    <a href={href} tabIndex={-1} className="hover:opacity-80">
      <title>{says}</title>
      {children}
    </a>
  );
}

/** Per cent for an axis. */
export function percentTick(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}

/** Round shares for an axis that ends above `most`, five steps at most. */
export function shareTicks(most: number): number[] {
  const step = [0.02, 0.05, 0.1, 0.2].find((each) => each * 5 >= most) ?? 0.2;
  const steps = Math.min(Math.ceil(most / step), Math.round(1 / step));
  return Array.from({ length: steps + 1 }, (_, i) => i * step);
}

/** Round counts between two, about five. */
export function countTicks(first: number, last: number): number[] {
  const step =
    [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => (last - first) / each <= 6) ?? 1000;
  const from = Math.ceil(first / step) * step;
  return Array.from({ length: Math.floor((last - from) / step) + 1 }, (_, i) => from + i * step);
}

/** Hours for an axis, in days where they are many. */
export function hourTick(seconds: number): string {
  const hours = seconds / 3600;
  if (hours < 1 && hours > 0) return `${Math.round(hours * 60)}\u00a0min`;
  return `${Math.round(hours * 10) / 10}\u00a0h`;
}
