import { describe, expect, it } from "vitest";
import { stepPart } from "@/lib/reports/curve-steps";
import { definitionOf } from "@/lib/reports/definitions";
import {
  findList,
  listPath,
  listsOf,
  listTitle,
  metricTitle,
  stepListsOf,
} from "@/lib/reports/lists";
import { FLAG_LEVELS, type MetricId } from "@/lib/reports/report";
import { GOLDEN } from "./golden-report";

const METRICS = (Object.keys(GOLDEN) as MetricId[]).filter((metric) => metric !== "period");

/** Every list of ids in a metric that isn't empty, wherever it stands. */
function idLists(value: unknown): string[][] {
  if (value === null || typeof value !== "object") return [];
  const within = Object.values(value);
  const ids = within.filter((each): each is string => typeof each === "string");
  return Array.isArray(value) && ids.length === within.length && ids.length > 0
    ? [ids]
    : within.flatMap(idLists);
}

/** What no list opens, on purpose: a number that answered STOP, whose patients have a list. */
const NOT_OPENED: Readonly<Record<string, string[][]>> = { messages: [["+1999004"]] };

describe.each(METRICS)("%s", (metric) => {
  const lists = [...listsOf(GOLDEN, metric), ...stepListsOf(GOLDEN, metric)];

  it("opens every list of ids that a number was counted from", () => {
    const opened = new Set(lists.map(({ ids }) => JSON.stringify(ids)));
    const closed = idLists(GOLDEN[metric]).filter((ids) => !opened.has(JSON.stringify(ids)));
    expect(closed).toEqual(NOT_OPENED[metric] ?? []);
  });

  it("gives each list an address that leads to it, and words of its own", () => {
    const paths = lists.map(({ part }) => listPath(metric, part));
    expect(new Set(paths).size).toBe(lists.length);
    for (const list of lists) {
      const segments = listPath(metric, list.part).split("/").slice(4).map(decodeURIComponent);
      expect(findList(GOLDEN, metric, segments)).toEqual(list);
      expect(listTitle(list)).toMatch(/^\S.+: \S/);
    }
  });

  it("has a definition", () => {
    for (const text of Object.values(definitionOf(metric)!)) expect(text).not.toBe("");
    expect(metricTitle(metric)).not.toBe("");
  });
});

it("counts each number as long as its list", () => {
  const length = (metric: string, ...part: string[]) => findList(GOLDEN, metric, part)!.ids.length;
  for (const { step, n } of GOLDEN.cascade.steps) expect(length("cascade", step)).toBe(n);
  for (const metric of METRICS) {
    const ratio = GOLDEN[metric] as { n?: number; N?: number; num?: unknown };
    if (ratio.num === undefined) continue;
    expect(length(metric, "num"), metric).toBe(ratio.n);
    expect(length(metric, "den"), metric).toBe(ratio.N);
    expect(length(metric, "rest"), metric).toBe(ratio.N! - ratio.n!);
  }
  expect(length("calls_made", "all")).toBe(GOLDEN.calls_made.n);
  for (const level of FLAG_LEVELS) {
    const { attempt, reached } = GOLDEN[`time_to_contact_${level}`];
    expect(length(`time_to_contact_${level}`, "attempt", "events")).toBe(attempt.events);
    expect(length(`time_to_contact_${level}`, "reached", "waiting")).toBe(reached.censored);
    for (const { week, n, N } of GOLDEN.p_chart[level].weeks) {
      expect(length("p_chart", level, week, "num"), `${level} ${week}`).toBe(n);
      expect(length("p_chart", level, week, "den"), `${level} ${week}`).toBe(N);
    }
  }
  const { events, censored, N } = GOLDEN.redness_resolution;
  expect(length("redness_resolution", "all")).toBe(N);
  expect(length("redness_resolution", "events")).toBe(events);
  expect(length("redness_resolution", "waiting")).toBe(censored);
});

it("lists at each step of a curve those who had the event by then", () => {
  const { curve, events } = GOLDEN.redness_resolution;
  let sum = 0;
  for (const step of curve) {
    sum += step.events;
    const list = findList(GOLDEN, "redness_resolution", [stepPart(step.t)])!;
    expect(list.ids).toHaveLength(sum);
    expect(Math.max(...list.spans!.map(({ t }) => t))).toBe(step.t);
  }
  expect(sum).toBe(events);
  expect(curve.length).toBeGreaterThan(3);
});

it.each([
  ["redness_resolution", ["by-1"]],
  ["no_such_metric", ["num"]],
  ["period", ["final"]],
  ["toString", []],
  ["__proto__", ["num"]],
  ["never_reached", ["such"]],
  ["never_reached", ["num", "num"]],
  ["never_reached", []],
  ["by_device", ["constructor", "flagged", "num"]],
])("finds no list at %s %j", (metric, part) => {
  expect(findList(GOLDEN, metric, part)).toBeNull();
});

it("keeps what can stand in a name apart in an address", () => {
  expect(listPath("by_lot", ["A/1 %", "flagged", "num"])).toBe(
    "/reports/lists/by_lot/A%2F1%20%25/flagged/num",
  );
});
