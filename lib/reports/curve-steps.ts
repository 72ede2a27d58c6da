import { curveAt } from "./kaplan-meier";
import type { KaplanMeier } from "./report";

/** Shares at a time in seconds, ready to be drawn; `band` is the 95 % interval of the first curve. */
export type CurveStep = {
  t: number;
  first: number | null;
  second: number | null;
  band: readonly [number, number] | null;
};

/**
 * Two curves on one axis up to `until` seconds, a point wherever either changes. "risen" turns them
 * round: the share with the event instead of the share without.
 */
export function curveSteps(
  first: KaplanMeier,
  second: KaplanMeier | null,
  until: number,
  side: "risen" | "left",
): CurveStep[] {
  const times = [
    0,
    until,
    ...[first, second].flatMap((each) => each?.curve.map(({ t }) => t) ?? []),
  ];
  const share = (s: number) => (side === "risen" ? 1 - s : s);
  return [...new Set(times)]
    .filter((t) => t <= until)
    .toSorted((a, b) => a - b)
    .map((t) => {
      const at = curveAt(first, t);
      const other = second === null ? null : curveAt(second, t);
      return {
        t,
        first: at === null ? null : share(at.s),
        second: other === null ? null : share(other.s),
        band:
          at === null
            ? null
            : side === "risen"
              ? ([1 - at.hi, 1 - at.lo] as const)
              : ([at.lo, at.hi] as const),
      };
    });
}

/** Where the list of everybody who had the event by a step of a curve, in seconds, stands in its metric. */
export function stepPart(t: number): string {
  return `by-${t}`;
}

const HOUR = 3600;
const STEPS = [1, 2, 6, 12, 24, 48, 96].map((hours) => hours * HOUR);

/** Round hours for an axis from 0 to `until` seconds, eight at most. */
export function niceTicks(until: number): number[] {
  const step = STEPS.find((each) => until / each <= 8) ?? STEPS.at(-1)!;
  return Array.from({ length: Math.floor(until / step) + 1 }, (_, i) => i * step);
}
