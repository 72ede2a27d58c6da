import type { Report } from "./report";

/**
 * The numbers of a report by their place in it, as "contactable.n": what a frozen month keeps. A list of ids
 * stands as how many there were. What each person did on each day is work of theirs, and isn't kept.
 */
export type Figures = Readonly<Record<string, number | null>>;

/** The figures of a report. */
export function figuresOf(report: Report): Figures {
  const metrics = Object.entries(report).filter(([metric]) => metric !== "work");
  return Object.fromEntries(metrics.flatMap(([metric, value]) => figuresIn(value, metric)));
}

function figuresIn(value: unknown, place: string): [string, number | null][] {
  if (value === null || typeof value === "number") return [[place, value]];
  if (typeof value !== "object") return [];
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) {
    return [[place, value.length]];
  }
  return Object.entries(value).flatMap(([key, each]) => {
    // The points of a curve are as many as there were ids; what is read from it is kept.
    if (key === "rows" || key === "curve") return [];
    return figuresIn(each, `${place}.${nameOf(key, each)}`);
  });
}

/** A step or week of a list goes by its own name: its place in the list may be another's later. */
function nameOf(key: string, each: unknown): string {
  if (typeof each !== "object" || each === null) return key;
  if ("step" in each) return String(each.step);
  return "week" in each ? String(each.week) : key;
}

/** Where two differ, as each has it; a figure that only one has is null in the other. */
export function changedFigures(
  before: Figures,
  after: Figures,
): { before: Figures; after: Figures } | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => (before[name] ?? null) !== (after[name] ?? null),
  );
  if (names.length === 0) return null;
  const only = (figures: Figures) =>
    Object.fromEntries(names.map((name) => [name, figures[name] ?? null]));
  return { before: only(before), after: only(after) };
}

/** A month as it stands now: what was frozen, with each restatement over it, oldest first. */
export function restated(frozen: Figures, restatements: readonly { after: Figures }[]): Figures {
  return Object.assign({}, frozen, ...restatements.map(({ after }) => after));
}
