import { classes } from "@/components/ui/classes";
import type { Interval } from "@/lib/reports/report";

type Share = { rate: number | null; ci: Interval | null };

/** A share between 0 and 100 % with its interval; below it the one of the period before. The words stand beside it. */
export function IntervalBar({ now, before }: { now: Share; before: Share | null }) {
  if (now.rate === null || now.ci === null) return null;
  const compared = before !== null && before.rate !== null && before.ci !== null;
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height={compared ? 22 : 12}
      className="block overflow-visible"
    >
      <Line share={now} y={6} mark="fill-primary" band="fill-primary" />
      {compared ? <Line share={before} y={17} mark="fill-surface" band="fill-control" /> : null}
    </svg>
  );
}

function Line({ share, y, mark, band }: { share: Share; y: number; mark: string; band: string }) {
  const [lower, upper] = share.ci!;
  return (
    <>
      <line x1="0" x2="100%" y1={y} y2={y} className="stroke-hairline" strokeWidth="1" />
      {[0, 50, 100].map((at) => (
        <line
          key={at}
          x1={`${at}%`}
          x2={`${at}%`}
          y1={y - 3}
          y2={y + 3}
          className="stroke-hairline"
        />
      ))}
      <rect
        x={`${lower * 100}%`}
        width={`${(upper - lower) * 100}%`}
        y={y - 2}
        height="4"
        rx="2"
        opacity="0.45"
        className={band}
      />
      <circle
        cx={`${share.rate! * 100}%`}
        cy={y}
        r="4"
        strokeWidth="1.5"
        className={classes(mark, mark === "fill-surface" ? "stroke-control" : "stroke-surface")}
      />
    </>
  );
}
