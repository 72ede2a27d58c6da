import { assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { axisTo, spaced } from "@/components/record/recovery-axis";

describe("the hours of the recovery chart", () => {
  it("always shows both limits, inside the frame and in their order", () => {
    const hours = double({ min: 0, max: 2000, noNaN: true });
    assert(
      property(hours, hours, hours, (maxHour, one, other) => {
        const { x } = axisTo(maxHour);
        for (const hour of [0, 48, 72, one]) {
          expect(x(hour)).toBeGreaterThan(0);
          expect(x(hour)).toBeLessThan(100);
        }
        expect(x(0)).toBeLessThan(x(48));
        expect(x(48)).toBeLessThan(x(72));
        expect(x(Math.min(one, other))).toBeLessThanOrEqual(x(Math.max(one, other)));
      }),
    );
  });

  it("keeps the first three days wide on a long recovery, and says so", () => {
    expect(axisTo(92).compressed).toBe(false);
    const long = axisTo(336);
    expect(long.compressed).toBe(true);
    expect(long.x(72) - long.x(0)).toBeGreaterThan(50);
  });

  it("drops labels that would touch", () => {
    const marks = [0, 4, 10, 11, 30].map((x) => ({ x }));
    expect(spaced(marks, 9).map(({ x }) => x)).toEqual([0, 10, 30]);
  });
});
