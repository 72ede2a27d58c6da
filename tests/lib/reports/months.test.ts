import { describe, expect, it } from "vitest";
import { changedFigures, figuresOf, restated } from "@/lib/reports/figures";
import { daysOfMonth, finalMonths } from "@/lib/reports/months";
import { GOLDEN } from "./golden-report";

describe("the figures of a report", () => {
  it("are its numbers by their place, a list as how many it holds", () => {
    expect(figuresOf(GOLDEN)).toMatchObject({
      "cascade.steps.due.n": 59,
      "cascade.steps.due.ids": 59,
      "contactable.rate": GOLDEN.contactable.rate,
      "contactable.excluded.no_consent": GOLDEN.contactable.excluded.no_consent.length,
      "p_chart.urgent.weeks.2025-W44.N": 12,
      "time_to_contact_urgent.attempt.median": 3600.001,
      "time_to_contact_urgent.attempt.p90": null,
    });
  });

  it("change only where they differ, and stand with every change over what was frozen", () => {
    const frozen = { one: 1, two: 2, gone: 3 };
    const first = changedFigures(frozen, { one: 1, two: 4, came: 5 })!;
    expect(first).toEqual({
      before: { two: 2, gone: 3, came: null },
      after: { two: 4, gone: null, came: 5 },
    });
    const standing = restated(frozen, [first]);
    expect(changedFigures(standing, { one: 1, two: 4, came: 5 })).toBeNull();
    expect(frozen).toEqual({ one: 1, two: 2, gone: 3 });
  });
});

describe("months that are final", () => {
  it("are those of the clinic's zone from the first treatment on, 720 hours after their end", () => {
    const since = new Date("2026-01-31T20:00:00Z");
    const final = Date.parse("2026-03-31T18:30:00Z") + 720 * 3_600_000;
    const at = (now: number) => finalMonths(since, new Date(now), "Asia/Kolkata");
    expect(at(final)).toEqual(["2026-02-01", "2026-03-01"]);
    expect(at(final - 1)).toEqual(["2026-02-01"]);
    expect(daysOfMonth("2026-12-01")).toEqual({ from: "2026-12-01", to: "2027-01-01" });
  });
});
