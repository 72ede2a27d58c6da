import { definitionOf } from "./definitions";
import { listsOf, metricTitle, type ReportList } from "./lists";
import { share } from "./ratio";
import type { MetricId, Report } from "./report";
import { UNITS } from "./words";

export type Cell = string | number;

/** What stands at the head of every file: which report it is of, as of when. */
export type ExportHead = {
  clinic: string;
  zone: string;
  /** "October 2026" and its days, both included. */
  period: string;
  /** "Device rf-z"; empty for everybody. */
  limits: string;
  /** ISO instant. */
  asOf: string;
};

/** The head of a file, a name and a value a line, up to an empty line. */
export function headLines(title: string, head: ExportHead): Cell[][] {
  return [
    ["Report", title],
    ["Clinic", head.clinic],
    ["Period", head.period],
    ["Time zone", head.zone],
    ["Only", head.limits === "" ? "All treatments" : head.limits],
    ["As of", head.asOf],
  ];
}

/** The definition of a metric, as lines of a file. */
export function definitionLines(metric: MetricId): Cell[][] {
  const definition = definitionOf(metric);
  if (definition === null) return [];
  return [
    ["Counted", definition.counts],
    ["Time", definition.time],
    ["Left out", definition.excludes],
  ];
}

const NUMBER_COLUMNS = [
  "Metric",
  "What",
  "Unit",
  "Count",
  "Out of",
  "Share",
  "Lower 95",
  "Upper 95",
];

/** Every number of a report, each as long as its list; shares of fewer than ten are left empty. */
export function numberLines(report: Report): Cell[][] {
  const metrics = Object.keys(report).filter((each) => each !== "period") as MetricId[];
  return [
    NUMBER_COLUMNS,
    ...metrics.flatMap((metric) => {
      const lists = listsOf(report, metric);
      return lists.map((list) => numberLine(metric, list, wholeOf(list, lists)));
    }),
  ];
}

function numberLine(metric: MetricId, list: ReportList, whole: ReportList | null): Cell[] {
  const n = list.ids.length;
  const line: Cell[] = [metricTitle(metric), list.words, UNITS[list.unit][1], n];
  if (whole === null) return [...line, "", "", "", ""];
  const N = whole.ids.length;
  const { rate, ci } = share(n, N);
  return [...line, N, rate ?? "", ci?.[0] ?? "", ci?.[1] ?? ""];
}

/** The list that a numerator is out of: the one beside it. */
function wholeOf(list: ReportList, lists: readonly ReportList[]): ReportList | null {
  if (list.part.at(-1) !== "num") return null;
  const place = [...list.part.slice(0, -1), "den"].join("/");
  return lists.find(({ part }) => part.join("/") === place) ?? null;
}

/** Every definition, for the end of a file of numbers. */
export function allDefinitionLines(report: Report): Cell[][] {
  const metrics = Object.keys(report).filter((each) => each !== "period") as MetricId[];
  const known = new Map(
    metrics.map((metric) => [definitionOf(metric)!.title, definitionOf(metric)!]),
  );
  return [...known.values()].map(({ title, counts, time, excludes }) => [
    title,
    counts,
    time,
    excludes,
  ]);
}
