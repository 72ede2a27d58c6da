import { type Funnel, SMALLEST_N } from "./report";

/**
 * The limits between which a group of `N` is expected to lie when its true rate is `theta`, the
 * overall rate (0 to 1): 95 and 99.8 %, exact binomial, interpolated between whole counts. Null when
 * N < 10.
 * Source: Spiegelhalter 2005, Stat Med 24:1185, appendix A.1.1.
 */
export function funnelLimits(N: number, theta: number): Funnel | null {
  if (N < SMALLEST_N) return null;
  return {
    lo95: binomialLimit(N, theta, 0.025),
    hi95: binomialLimit(N, theta, 0.975),
    lo998: binomialLimit(N, theta, 0.001),
    hi998: binomialLimit(N, theta, 0.999),
  };
}

/** The share of `N` that a binomial count stays at or below with probability `p`, between whole counts. */
export function binomialLimit(N: number, theta: number, p: number): number {
  if (theta <= 0 || theta >= 1) return theta;
  let cumulated = 0;
  for (let r = 0; r <= N; r++) {
    const here = binomialChance(r, N, theta);
    cumulated += here;
    if (cumulated >= p || r === N) {
      return Math.min(1, Math.max(0, (r - (cumulated - p) / here) / N));
    }
  }
  return 1;
}

/** The chance of exactly `r` out of `N` at rate `theta`, in logarithms so that large N don't vanish. */
function binomialChance(r: number, N: number, theta: number): number {
  return Math.exp(
    logFactorial(N) -
      logFactorial(r) -
      logFactorial(N - r) +
      r * Math.log(theta) +
      (N - r) * Math.log1p(-theta),
  );
}

const LOG_FACTORIALS = [0];

function logFactorial(n: number): number {
  for (let k = LOG_FACTORIALS.length; k <= n; k++) {
    LOG_FACTORIALS.push(LOG_FACTORIALS[k - 1]! + Math.log(k));
  }
  return LOG_FACTORIALS[n]!;
}

/** Limits from the smallest group that is drawn to beyond the largest, as a smooth line needs them. */
export function funnelGrid(largest: number, theta: number): ({ N: number } & Funnel)[] {
  const last = Math.max(SMALLEST_N * 2, Math.ceil(largest * 1.1));
  const step = Math.max(1, Math.ceil((last - SMALLEST_N) / 60));
  const sizes = Array.from(
    { length: Math.ceil((last - SMALLEST_N) / step) + 1 },
    (_, i) => SMALLEST_N + i * step,
  );
  return sizes.map((N) => ({ N, ...funnelLimits(N, theta)! }));
}
