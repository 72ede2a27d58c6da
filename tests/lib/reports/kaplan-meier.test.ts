import fc from "fast-check";
import { expect, it } from "vitest";
import { curveAt, kaplanMeier } from "@/lib/reports/kaplan-meier";
import type { Span } from "@/lib/reports/report";

const spans = (times: readonly (number | string)[]): Span[] =>
  times.map((time, i) => ({
    id: `p${String(i).padStart(2, "0")}`,
    t: Number.parseInt(String(time), 10),
    event: typeof time === "number",
  }));

// Weeks of remission under 6-mercaptopurine and under placebo: Freireich et al. 1963, Blood 21:699,
// as in Gehan 1965, Biometrika 52:203. A text is a censored time.
const TREATED = spans([
  6,
  6,
  6,
  "6",
  7,
  "9",
  10,
  "10",
  "11",
  13,
  16,
  "17",
  "19",
  "20",
  22,
  23,
  "25",
  "32",
  "32",
  "34",
  "35",
]);
const PLACEBO = spans([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]);

// Shares, numbers at risk and log(−log) limits as Stata's `sts list` prints them for these data
// (Kleinbaum and Klein, Survival Analysis, computer appendix).
it.each([
  [6, 21, 3, 0.8571, 0.6197, 0.9516],
  [7, 17, 1, 0.8067, 0.5631, 0.9228],
  [10, 15, 1, 0.7529, 0.5032, 0.8894],
  [13, 12, 1, 0.6902, 0.4316, 0.8491],
  [16, 11, 1, 0.6275, 0.3675, 0.8049],
  [22, 7, 1, 0.5378, 0.2678, 0.7468],
  [23, 6, 1, 0.4482, 0.1881, 0.6801],
])("gives the published curve of the 6-MP data at week %i", (t, atRisk, events, s, lo, hi) => {
  const point = kaplanMeier(TREATED).curve.find((each) => each.t === t);
  expect(point).toMatchObject({ atRisk, events });
  expect(point!.s).toBeCloseTo(s, 4);
  expect(point!.lo).toBeCloseTo(lo, 4);
  expect(point!.hi).toBeCloseTo(hi, 4);
});

it("gives the published medians, with an open end where the limits never come down", () => {
  const treated = kaplanMeier(TREATED);
  expect(treated).toMatchObject({ N: 21, events: 9, censored: 12, p90: null });
  expect(treated.median).toBe(23);
  expect(treated.medianCi).toEqual([13, null]);
  const placebo = kaplanMeier(PLACEBO);
  expect(placebo.median).toBe(8);
  expect(placebo.medianCi).toEqual([4, 11]);
  expect(placebo.curve.at(-1)).toMatchObject({ t: 23, s: 0, lo: 0, hi: 0 });
});

it("reads the curve at a time, after the events of that time", () => {
  const treated = kaplanMeier(TREATED);
  expect(curveAt(treated, 5)).toEqual({ s: 1, lo: 1, hi: 1 });
  expect(curveAt(treated, 6)!.s).toBeCloseTo(0.8571, 4);
  expect(curveAt(treated, 9)!.s).toBeCloseTo(0.8067, 4);
  expect(curveAt(treated, 1000)!.s).toBeCloseTo(0.4482, 4);
});

it("draws nothing from fewer than ten, and keeps their rows in order", () => {
  const few = kaplanMeier(TREATED.slice(0, 9).toReversed());
  expect(few).toMatchObject({ N: 9, events: 5, curve: [], median: null, medianCi: null });
  expect(few.rows).toEqual(TREATED.slice(0, 9));
  expect(curveAt(few, 6)).toBeNull();
});

it("counts a half as a half whatever the fractions lose", () => {
  // Ten equal steps down: 0.9 · 8/9 · 7/8 · 6/7 · 5/6 isn't exactly 0.5 in binary.
  const even = kaplanMeier(spans([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  expect(even.median).toBe(5);
  expect(even.p90).toBe(9);
});

const rows = fc
  .array(fc.record({ t: fc.nat({ max: 30 }), event: fc.boolean() }), {
    minLength: 10,
    maxLength: 60,
  })
  .map((each) => each.map((row, i) => ({ id: `r${i}`, ...row })));

it("never rises, stays within its limits, and ends where nobody is left", () => {
  fc.assert(
    fc.property(rows, (some) => {
      const { curve, events } = kaplanMeier(some);
      let before = 1;
      for (const { s, lo, hi } of curve) {
        expect(s).toBeLessThan(before);
        expect(lo).toBeLessThanOrEqual(s);
        expect(hi).toBeGreaterThanOrEqual(s);
        before = s;
      }
      expect(curve.reduce((sum, point) => sum + point.events, 0)).toBe(events);
    }),
  );
});

it("is the plain share still waiting where nothing is censored", () => {
  fc.assert(
    fc.property(rows, (some) => {
      const all = some.map((row) => ({ ...row, event: true }));
      for (const { t, s } of kaplanMeier(all).curve) {
        expect(s).toBeCloseTo(all.filter((row) => row.t > t).length / all.length, 9);
      }
    }),
  );
});
