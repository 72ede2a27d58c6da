import { type Ids, type Ratio, SMALLEST_N } from "./report";
import { wilson } from "./wilson";

/** Ids as every list holds them: each once, in code-point order (they are ASCII). */
export function sortedIds(ids: Iterable<string>): Ids {
  return [...new Set(ids)].toSorted();
}

/** The share of `den` that lies in `num`; what is only in `num` isn't counted. */
export function ratioOf(num: Iterable<string>, den: Iterable<string>): Ratio {
  const inNumerator = new Set(num);
  const all = sortedIds(den);
  const counted = all.filter((id) => inNumerator.has(id));
  const [n, N] = [counted.length, all.length];
  return { n, N, ...share(n, N), num: counted, den: all };
}

/** The rate of n out of N with its Wilson interval, or neither when N < 10. */
export function share(n: number, N: number): Pick<Ratio, "rate" | "ci"> {
  return N < SMALLEST_N ? { rate: null, ci: null } : { rate: n / N, ci: wilson(n, N) };
}
