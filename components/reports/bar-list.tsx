import type { ReactNode } from "react";
import { NumberLink } from "@/components/reports/number-link";

export type BarLine = { key: string; label: ReactNode; says: string; n: number; href: string };

/** Counts under each other, each a link, with a bar as long as its share of the largest. */
export function BarList({ lines, empty }: { lines: readonly BarLine[]; empty: string }) {
  const most = Math.max(0, ...lines.map(({ n }) => n));
  if (most === 0) return <p className="text-muted">{empty}</p>;
  return (
    <ul className="grid gap-1">
      {lines.map(({ key, label, says, n, href }) => (
        <li
          key={key}
          className="grid grid-cols-[minmax(0,11rem)_3rem_minmax(0,1fr)] items-center gap-x-2"
        >
          <span aria-hidden="true" className="min-w-0">
            {label}
          </span>
          <NumberLink href={href} n={n} says={says} className="justify-end font-semibold" />
          <span
            aria-hidden="true"
            className="h-2 rounded-full bg-chart-1"
            style={{ width: `${(n / most) * 100}%` }}
          />
        </li>
      ))}
    </ul>
  );
}
