import type { Figures } from "./figures";
import { metricTitle } from "./lists";
import type { MetricId } from "./report";

/** A figure that came out otherwise, in words, with both. */
export type ChangedFigure = { what: string; before: number | null; after: number | null };

/** What follows from the counts and would only repeat them. */
const DERIVED =
  /\.(rate|ci\.\d|medianCi\.\d|funnel|lo\w*|hi\w*|s|p|lcl|ucl|out|centre|num|den|ids)(\.|$)/;

/** The counts and times among changed figures, in the order of the report. */
export function changedCounts({
  before,
  after,
}: {
  before: Figures;
  after: Figures;
}): ChangedFigure[] {
  return Object.keys({ ...before, ...after })
    .filter((name) => name.includes(".") && !DERIVED.test(name))
    .map((name) => ({
      what: figureWords(name),
      before: before[name] ?? null,
      after: after[name] ?? null,
    }));
}

/** "Never reached: counted" of "never_reached.n"; names of steps and weeks stand as they are. */
function figureWords(name: string): string {
  const end = name.indexOf(".");
  const metric = name.slice(0, end) as MetricId;
  const place = name.slice(end + 1);
  // The name of a group can hold a dot, such as a depth.
  if (metric.startsWith("by_")) return `${metricTitle(metric)}: ${place}`;
  const words = place.split(".").map((each) => PLACES[each] ?? spaced(each));
  return `${metricTitle(metric)}: ${words.join(", ")}`;
}

const PLACES: Readonly<Record<string, string>> = {
  n: "counted",
  N: "out of",
  attempt: "called",
  events: "happened",
  censored: "not yet",
};

/** "byWorstLevel" as "by worst level"; a week as it is. */
function spaced(code: string): string {
  if (!/^[a-z]/.test(code)) return code;
  return code.replaceAll("_", " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
