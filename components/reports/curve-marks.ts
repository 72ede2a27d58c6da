import { type CurveStep, stepPart } from "@/lib/reports/curve-steps";
import type { KaplanMeier } from "@/lib/reports/report";
import { durationWords, percent } from "@/lib/reports/words";

/** Where a step of a curve leads, and what it says. */
export type CurveMark = { href: string; says: string };
export type MarkedStep = CurveStep & { firstMark: CurveMark | null; secondMark: CurveMark | null };

/** A curve whose steps open lists: `name` completes "54 % … 19 h". */
export type OpenCurve = { curve: KaplanMeier; name: string; href: (part: string) => string };

/** The points of a chart of curves, with a link wherever one of them steps. */
export function markSteps(
  steps: readonly CurveStep[],
  first: OpenCurve,
  second: OpenCurve | null,
): MarkedStep[] {
  return steps.map((step) => ({
    ...step,
    firstMark: markAt(step.t, step.first, first),
    secondMark: second && markAt(step.t, step.second, second),
  }));
}

function markAt(
  t: number,
  share: number | null,
  { curve, name, href }: OpenCurve,
): CurveMark | null {
  if (share === null || !curve.curve.some((point) => point.t === t)) return null;
  return {
    href: href(stepPart(t)),
    says: `${percent(share)} ${name} ${durationWords(t)}`,
  };
}
