import fc from "fast-check";
import { expect, it } from "vitest";
import { curveSteps, niceTicks } from "@/lib/reports/curve-steps";
import { kaplanMeier } from "@/lib/reports/kaplan-meier";

const HOUR = 3600;
const curveOf = (hours: readonly number[]) =>
  kaplanMeier(hours.map((hour, i) => ({ id: `r${i}`, t: hour * HOUR, event: true })));
const TEN = curveOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

it("begins at nothing done and ends at the last hour that is drawn", () => {
  const steps = curveSteps(TEN, null, 4.5 * HOUR, "risen");
  expect(steps.map(({ t }) => t / HOUR)).toEqual([0, 1, 2, 3, 4, 4.5]);
  expect(steps[0]).toEqual({ t: 0, first: 0, second: null, band: [0, 0] });
  expect(steps.at(-1)!.first).toBeCloseTo(0.4, 12);
});

it("draws the share that is left as it is, with its limits", () => {
  const steps = curveSteps(TEN, null, 2 * HOUR, "left");
  expect(steps[0]).toEqual({ t: 0, first: 1, second: null, band: [1, 1] });
  expect(steps[1]!.first).toBeCloseTo(0.9, 12);
  expect(steps[1]!.band).toEqual([TEN.curve[0]!.lo, TEN.curve[0]!.hi]);
});

it("has a point wherever either curve changes, and none twice", () => {
  const other = curveOf([1, 1.5, 3, 20, 20, 20, 20, 20, 20, 20]);
  const times = curveSteps(TEN, other, 3 * HOUR, "risen").map(({ t }) => t / HOUR);
  expect(times).toEqual([0, 1, 1.5, 2, 3]);
});

it("draws no line for too few", () => {
  const few = curveOf([1, 2, 3]);
  expect(curveSteps(TEN, few, HOUR, "risen").every(({ second }) => second === null)).toBe(true);
});

it("puts at most nine round hours on an axis, from 0 and never past its end", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 720 }), (hours) => {
      const ticks = niceTicks(hours * HOUR);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeLessThanOrEqual(9);
      expect(ticks.at(-1)).toBeLessThanOrEqual(hours * HOUR);
      expect(ticks.every((t) => t % HOUR === 0)).toBe(true);
    }),
  );
});
