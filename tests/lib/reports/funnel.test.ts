import fc from "fast-check";
import { expect, it } from "vitest";
import { binomialLimit, funnelGrid, funnelLimits } from "@/lib/reports/funnel";

// Chances of at most r in 20 at a rate of 0.3, from the printed tables of the binomial distribution
// (e.g. Neave, Statistics Tables): F(1) 0.0076, F(2) 0.0355, F(9) 0.9520, F(10) 0.9829.
it("interpolates between the counts of a printed table", () => {
  const { lo95, hi95 } = funnelLimits(20, 0.3)!;
  expect(lo95).toBeCloseTo((2 - (0.0355 - 0.025) / (0.0355 - 0.0076)) / 20, 3);
  expect(hi95).toBeCloseTo((10 - (0.9829 - 0.975) / (0.9829 - 0.952)) / 20, 3);
});

/** The same limit from whole numbers: chances times `of ** N`, so that nothing is rounded. */
function exactLimit(N: number, rate: bigint, of: bigint, p: number): number {
  const whole = of ** BigInt(N);
  const needed = (BigInt(Math.round(p * 1000)) * whole) / 1000n;
  let ways = 1n;
  let cumulated = 0n;
  for (let r = 0; r <= N; r++) {
    const here = ways * rate ** BigInt(r) * (of - rate) ** BigInt(N - r);
    cumulated += here;
    if (cumulated >= needed) {
      const past = Number(((cumulated - needed) * 10n ** 15n) / here) / 1e15;
      return Math.min(1, Math.max(0, (r - past) / N));
    }
    ways = (ways * BigInt(N - r)) / BigInt(r + 1);
  }
  throw new Error("The chances sum to one.");
}

it.each([
  [10, 1n, 10n],
  [20, 3n, 10n],
  [50, 21n, 61n],
  [333, 1n, 7n],
  [1500, 9n, 10n],
])("agrees with whole-number arithmetic for N = %i", (N, rate, of) => {
  const theta = Number(rate) / Number(of);
  for (const p of [0.025, 0.975, 0.001, 0.999]) {
    expect(binomialLimit(N, theta, p)).toBeCloseTo(exactLimit(N, rate, of, p), 9);
  }
});

it("has no limits below ten, and the rate itself when everybody or nobody counts", () => {
  expect(funnelLimits(9, 0.3)).toBeNull();
  expect(funnelLimits(12, 0)).toEqual({ lo95: 0, hi95: 0, lo998: 0, hi998: 0 });
  expect(funnelLimits(12, 1)).toEqual({ lo95: 1, hi95: 1, lo998: 1, hi998: 1 });
});

it("is wider at 99.8 % than at 95 %, and within 0 and 1", () => {
  const theta = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 3000 }), theta, (N, rate) => {
      const { lo95, hi95, lo998, hi998 } = funnelLimits(N, rate)!;
      expect(lo998).toBeGreaterThanOrEqual(0);
      expect(lo998).toBeLessThanOrEqual(lo95);
      expect(lo95).toBeLessThanOrEqual(hi95);
      expect(hi95).toBeLessThanOrEqual(hi998);
      expect(hi998).toBeLessThanOrEqual(1);
    }),
  );
});

it("draws limits from ten to beyond the largest group, in at most about sixty steps", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 5000 }), (largest) => {
      const grid = funnelGrid(largest, 0.3);
      expect(grid[0]!.N).toBe(10);
      expect(grid.at(-1)!.N).toBeGreaterThanOrEqual(largest);
      expect(grid.length).toBeLessThanOrEqual(62);
      expect(grid[3]).toEqual({ N: grid[3]!.N, ...funnelLimits(grid[3]!.N, 0.3) });
    }),
    { numRuns: 40 },
  );
});
