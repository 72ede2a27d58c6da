import fc from "fast-check";
import { expect, it } from "vitest";
import { pChart } from "@/lib/reports/p-chart";

// Purchase orders with an error, by week: Montgomery, Introduction to Statistical Quality Control,
// example of a p-chart with varying sample size (25 samples, 234 of 2450). The book's centre is
// 0.096, and sample 11 is the only one outside.
const SIZES = [
  100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100,
  100, 100, 90, 90,
];
const WITH_ERROR = [
  12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9,
];
const ORDERS = SIZES.map((N, i) => ({
  week: `2025-W${String(i + 1).padStart(2, "0")}`,
  n: WITH_ERROR[i]!,
  N,
}));

it("gives the published chart", () => {
  const { n, N, centre, weeks } = pChart(ORDERS);
  expect([n, N]).toEqual([234, 2450]);
  expect(centre).toBeCloseTo(0.096, 3);
  expect(weeks.filter(({ out }) => out).map(({ week }) => week)).toEqual(["2025-W11"]);
  expect(weeks[0]!.lcl).toBeCloseTo(0.007, 3);
  expect(weeks[0]!.ucl).toBeCloseTo(0.184, 3);
  expect(weeks[1]!.lcl).toBe(0);
  expect(weeks[1]!.ucl).toBeCloseTo(0.194, 3);
  expect(weeks[10]!.ucl).toBeCloseTo(0.18, 3);
});

it("counts without limits below ten, and leaves out weeks without any", () => {
  const weeks = [
    { week: "2026-W02", n: 0, N: 0 },
    { week: "2026-W03", n: 2, N: 4 },
    { week: "2026-W01", n: 5, N: 5 },
  ];
  expect(pChart(weeks)).toEqual({
    n: 7,
    N: 9,
    centre: null,
    weeks: [
      { week: "2026-W01", n: 5, N: 5, p: null, lcl: null, ucl: null, out: null },
      { week: "2026-W03", n: 2, N: 4, p: null, lcl: null, ucl: null, out: null },
    ],
  });
});

it("calls no week unusual when all weeks are the same", () => {
  const week = fc
    .integer({ min: 1, max: 50 })
    .chain((N) => fc.tuple(fc.nat({ max: N }), fc.constant(N)));
  fc.assert(
    fc.property(week, fc.integer({ min: 10, max: 60 }), ([n, N], count) => {
      const same = Array.from({ length: count }, (_, i) => ({
        week: `w${String(i).padStart(2, "0")}`,
        n,
        N,
      }));
      const chart = pChart(same);
      expect(chart.centre).toBeCloseTo(n / N, 9);
      expect(chart.weeks.some(({ out }) => out)).toBe(false);
    }),
  );
});
