/**
 * The quantile `q` (0 to 1) of values in any order, linear between neighbours; null without values.
 * Source: type 7 of Hyndman and Fan 1996, Am Stat 50:361.
 */
export function quantile(values: readonly number[], q: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const h = (sorted.length - 1) * q;
  const below = sorted[Math.floor(h)]!;
  const above = sorted[Math.ceil(h)]!;
  return below + (h - Math.floor(h)) * (above - below);
}
