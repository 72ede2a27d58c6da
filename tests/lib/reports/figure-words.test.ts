import { expect, it } from "vitest";
import { changedCounts } from "@/lib/reports/figure-words";
import { changedFigures, figuresOf } from "@/lib/reports/figures";
import type { Report } from "@/lib/reports/report";
import { GOLDEN } from "./golden-report";

it("tells both counts, and not what only follows from them", () => {
  expect(
    changedCounts({
      before: {
        "never_reached.n": 15,
        "never_reached.rate": 0.326,
        "never_reached.ci.0": 0.2,
        "never_reached.num": 15,
        "flag_rate.byWorstLevel.urgent": 14,
        "by_depth.<0.5.flagged.n": 2,
        "by_depth.<0.5.flagged.funnel.lo95": 0.1,
        "weekly_flags.2025-W44.urgent": 12,
        "period.final": null,
      },
      after: {
        "never_reached.n": 16,
        "never_reached.rate": 0.347,
        "never_reached.ci.0": 0.21,
        "never_reached.num": 16,
        "flag_rate.byWorstLevel.urgent": 13,
        "by_depth.<0.5.flagged.n": 1,
        "by_depth.<0.5.flagged.funnel.lo95": 0.2,
        "weekly_flags.2025-W44.urgent": null,
      },
    }).filter(({ before, after }) => before !== after),
  ).toEqual([
    { what: "Never reached: counted", before: 15, after: 16 },
    { what: "Flagged: by worst level, urgent", before: 14, after: 13 },
    { what: "By what was used, and by whom: <0.5.flagged.n", before: 2, after: 1 },
    { what: "Flags by week: 2025-W44, urgent", before: 12, after: null },
  ]);
});

it("names every count of a report in words", () => {
  const figures = figuresOf(GOLDEN);
  const none = Object.fromEntries(Object.keys(figures).map((name) => [name, -1]));
  const changed = changedFigures(figures, none)!;
  const lines = changedCounts(changed);
  expect(lines.length).toBeGreaterThan(100);
  for (const { what, before } of lines) {
    expect(what).toMatch(/^\S.*: \S/);
    expect(before === null || Number.isFinite(before)).toBe(true);
  }
});

it("has nothing to tell when nothing changed", () => {
  const same: Report = structuredClone(GOLDEN);
  expect(changedFigures(figuresOf(GOLDEN), figuresOf(same))).toBeNull();
});
