import fc from "fast-check";
import { expect, it } from "vitest";
import { wilson } from "@/lib/reports/wilson";

// Newcombe 1998, Stat Med 17:857, table I, method 3 (score without continuity correction).
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("gives the published interval of %i in %i", (n, N, lower, upper) => {
  const [lo, hi] = wilson(n, N);
  expect(lo).toBeCloseTo(lower, 4);
  expect(hi).toBeCloseTo(upper, 4);
});

const counts = fc
  .integer({ min: 1, max: 5000 })
  .chain((N) => fc.tuple(fc.integer({ min: 0, max: N }), fc.constant(N)));

it("holds the rate, within 0 and 1", () => {
  fc.assert(
    fc.property(counts, ([n, N]) => {
      const [lo, hi] = wilson(n, N);
      expect(lo).toBeGreaterThanOrEqual(0);
      expect(hi).toBeLessThanOrEqual(1);
      expect(lo).toBeLessThanOrEqual(n / N + 1e-12);
      expect(hi).toBeGreaterThanOrEqual(n / N - 1e-12);
    }),
  );
});

it("mirrors when what counts and what doesn't are exchanged", () => {
  fc.assert(
    fc.property(counts, ([n, N]) => {
      const [lo, hi] = wilson(n, N);
      const [mirroredLo, mirroredHi] = wilson(N - n, N);
      expect(mirroredLo).toBeCloseTo(1 - hi, 12);
      expect(mirroredHi).toBeCloseTo(1 - lo, 12);
    }),
  );
});

it("is narrower with ten times as many", () => {
  fc.assert(
    fc.property(counts, ([n, N]) => {
      const few = wilson(n, N);
      const many = wilson(10 * n, 10 * N);
      expect(many[1] - many[0]).toBeLessThan(few[1] - few[0]);
    }),
  );
});
