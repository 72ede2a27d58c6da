import { type ChartWeek, type PChart, SMALLEST_N } from "./report";

/** A week outside its limits by less than this is inside: sums of fractions are that inexact. */
const ROUNDING = 1e-12;

/**
 * A share by week with three-sigma limits around the share of all weeks, wider where a week is small.
 * Weeks without any are left out; with fewer than 10 in all there are counts only.
 * Source: Shewhart's p-chart with varying subgroup size, e.g. Montgomery, Introduction to
 * Statistical Quality Control, chapter 7.
 */
export function pChart(weeks: readonly { week: string; n: number; N: number }[]): PChart {
  const counted = weeks.filter(({ N }) => N > 0).toSorted((a, b) => (a.week < b.week ? -1 : 1));
  const n = counted.reduce((sum, week) => sum + week.n, 0);
  const N = counted.reduce((sum, week) => sum + week.N, 0);
  const centre = N < SMALLEST_N ? null : n / N;
  return { n, N, centre, weeks: counted.map((week) => withLimits(week, centre)) };
}

function withLimits(
  { week, n, N }: { week: string; n: number; N: number },
  centre: number | null,
): ChartWeek {
  if (centre === null) return { week, n, N, p: null, lcl: null, ucl: null, out: null };
  const p = n / N;
  const half = 3 * Math.sqrt((centre * (1 - centre)) / N);
  const [lcl, ucl] = [Math.max(0, centre - half), Math.min(1, centre + half)];
  return { week, n, N, p, lcl, ucl, out: p < lcl - ROUNDING || p > ucl + ROUNDING };
}
