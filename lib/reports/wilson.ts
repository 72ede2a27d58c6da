import type { Interval } from "./report";

/** The 97.5 % point of the normal distribution. */
export const Z95 = 1.959963984540054;

/**
 * The 95 % score interval of `n` out of `N` (N > 0), as shares of 1. It doesn't collapse at 0 or N,
 * and never leaves [0, 1].
 * Source: Wilson 1927, J Am Stat Assoc 22:209; recommended by Newcombe 1998, Stat Med 17:857.
 */
export function wilson(n: number, N: number): Interval {
  const p = n / N;
  const z2 = Z95 * Z95;
  const half = Z95 * Math.sqrt((p * (1 - p)) / N + z2 / (4 * N * N));
  const middle = p + z2 / (2 * N);
  return [Math.max(0, (middle - half) / (1 + z2 / N)), Math.min(1, (middle + half) / (1 + z2 / N))];
}
