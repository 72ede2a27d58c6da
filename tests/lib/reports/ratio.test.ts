import fc from "fast-check";
import { expect, it } from "vitest";
import { ratioOf, sortedIds } from "@/lib/reports/ratio";

const some = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, i) => `t${from + i}`);

it("lists what it counts, each once and in order", () => {
  expect(sortedIds(["b", "A", "b", "a", "B"])).toEqual(["A", "B", "a", "b"]);
  expect(ratioOf(["t2", "t2", "t1"], ["t3", "t1", "t2", "t1"])).toEqual({
    n: 2,
    N: 3,
    rate: null,
    ci: null,
    num: ["t1", "t2"],
    den: ["t1", "t2", "t3"],
  });
});

it("tells a rate from ten on, and not below", () => {
  expect(ratioOf(some(0, 3), some(0, 9)).rate).toBeNull();
  expect(ratioOf(some(0, 3), some(0, 9)).ci).toBeNull();
  expect(ratioOf(some(0, 3), some(0, 10)).rate).toBe(0.3);
  expect(ratioOf(some(0, 3), some(0, 10)).ci).not.toBeNull();
});

it("never counts more than it divides by", () => {
  const ids = fc.array(fc.nat({ max: 40 }).map((each) => `t${each}`));
  fc.assert(
    fc.property(ids, ids, (num, den) => {
      const ratio = ratioOf(num, den);
      expect(ratio.n).toBe(ratio.num.length);
      expect(ratio.N).toBe(ratio.den.length);
      expect(ratio.num.every((id) => ratio.den.includes(id))).toBe(true);
    }),
  );
});
