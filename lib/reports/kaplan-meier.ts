import { type CurveAt, type CurvePoint, type KaplanMeier, SMALLEST_N, type Span } from "./report";
import { Z95 } from "./wilson";

/** Products of fractions miss a half by the last bit; this much still counts as a half. */
const ROUNDING = 1e-12;

/**
 * The share still without the event by time, with 95 % limits. `rows` have distinct ids and times in
 * seconds; at one time, events come before censorings.
 * Source: Kaplan and Meier 1958, J Am Stat Assoc 53:457; variance by Greenwood 1926; limits on the
 * log(−log) scale and the interval of the median as in Kalbfleisch and Prentice 1980 and
 * Brookmeyer and Crowley 1982, Biometrics 38:29.
 */
export function kaplanMeier<Row extends Span>(rows: readonly Row[]): KaplanMeier<Row> {
  const N = rows.length;
  const events = rows.filter(({ event }) => event).length;
  const enough = N >= SMALLEST_N;
  const curve = enough ? survivalCurve(rows) : [];
  return {
    N,
    events,
    censored: N - events,
    rows: rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    curve,
    median: firstAt(curve, "s", 0.5),
    medianCi: enough ? [firstAt(curve, "lo", 0.5), firstAt(curve, "hi", 0.5)] : null,
    p90: firstAt(curve, "s", 0.1),
  };
}

function survivalCurve(rows: readonly Span[]): CurvePoint[] {
  const byTime = rows.toSorted((a, b) => a.t - b.t);
  const curve: CurvePoint[] = [];
  let s = 1;
  let greenwood = 0;
  for (let i = 0; i < byTime.length; ) {
    const { t } = byTime[i]!;
    const atRisk = byTime.length - i;
    let events = 0;
    for (; i < byTime.length && byTime[i]!.t === t; i++) if (byTime[i]!.event) events++;
    if (events === 0) continue;
    s *= 1 - events / atRisk;
    greenwood += events / (atRisk * (atRisk - events));
    curve.push({ t, atRisk, events, s, ...limits(s, greenwood) });
  }
  return curve;
}

function limits(s: number, greenwood: number): { lo: number; hi: number } {
  if (s === 0) return { lo: 0, hi: 0 };
  const w = Math.exp((Z95 * Math.sqrt(greenwood)) / Math.abs(Math.log(s)));
  return { lo: s ** w, hi: s ** (1 / w) };
}

function firstAt(
  curve: readonly CurvePoint[],
  limit: "s" | "lo" | "hi",
  share: number,
): number | null {
  return curve.find((point) => point[limit] <= share + ROUNDING)?.t ?? null;
}

/** The curve after all events up to and with `t` seconds; null when there were too few rows for one. */
export function curveAt({ N, curve }: KaplanMeier, t: number): CurveAt | null {
  if (N < SMALLEST_N) return null;
  const point = curve.findLast((each) => each.t <= t);
  return point === undefined ? { s: 1, lo: 1, hi: 1 } : { s: point.s, lo: point.lo, hi: point.hi };
}
