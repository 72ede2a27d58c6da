import fc from "fast-check";
import { expect, it } from "vitest";
import { quantile } from "@/lib/reports/quantile";

// Miles per gallon of 32 cars (Henderson and Velleman 1981, Biometrics 37:391), as R's mtcars holds
// them; R's quantile() is type 7 and prints 10.400 15.425 19.200 22.800 33.900.
const MPG = [
  21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7,
  32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
];

it.each([
  [0, 10.4],
  [0.25, 15.425],
  [0.5, 19.2],
  [0.75, 22.8],
  [1, 33.9],
])("gives the published %d quantile", (q, value) => {
  expect(quantile(MPG, q)).toBeCloseTo(value, 10);
});

it("has none of nothing, and the only value of one", () => {
  expect(quantile([], 0.5)).toBeNull();
  expect(quantile([7], 0.9)).toBe(7);
});

it("lies between the extremes, rises with q, and doesn't mind the order", () => {
  const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 });
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(values, unit, unit, (some, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expect(quantile(some, low)!).toBeLessThanOrEqual(quantile(some, high)! + 1e-6);
      expect(quantile(some, low)!).toBeGreaterThanOrEqual(Math.min(...some));
      expect(quantile(some, high)!).toBeLessThanOrEqual(Math.max(...some));
      expect(quantile(some.toReversed(), a)).toBe(quantile(some, a));
    }),
  );
});
