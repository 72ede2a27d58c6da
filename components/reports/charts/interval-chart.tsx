"use client";

import {
  CartesianGrid,
  ErrorBar,
  Scatter,
  ScatterChart,
  type ScatterShapeProps,
  XAxis,
  YAxis,
} from "recharts";
import { AXIS, GRID, MarkLink, named, percentTick, sized } from "@/components/reports/charts/look";

/** `place` counts the lines from the top, from 0; `before` is drawn hollow. */
export type IntervalPoint = {
  line: string;
  place: number;
  rate: number;
  interval: readonly [lower: number, upper: number];
  before: boolean;
  says: string;
  href: string;
};

/** Shares with their 95 % intervals, one under the other. */
export function IntervalChart({
  title,
  lines,
  points,
}: {
  title: string;
  lines: readonly string[];
  points: readonly IntervalPoint[];
}) {
  const drawn = points.map((point) => ({
    ...point,
    y: point.place + (point.before ? 0.25 : 0),
    error: [point.rate - point.interval[0], point.interval[1] - point.rate],
  }));
  return (
    <ScatterChart
      {...sized(lines.length * 48 + 36)}
      {...named(title, points.map(({ says }) => says).join("; "))}
      margin={{ top: 4, right: 16, bottom: 0, left: 0 }}
    >
      <CartesianGrid horizontal={false} {...GRID} />
      <XAxis
        type="number"
        dataKey="rate"
        domain={[0, 1]}
        ticks={[0, 0.25, 0.5, 0.75, 1]}
        tickFormatter={percentTick}
        {...AXIS}
      />
      <YAxis
        type="number"
        dataKey="y"
        domain={[-0.5, lines.length - 0.5]}
        reversed
        ticks={lines.map((_, place) => place)}
        tickFormatter={(place: number) => lines[place] ?? ""}
        width={148}
        axisLine={false}
        {...AXIS}
        tick={{ ...AXIS.tick, fill: "var(--ink)" }}
      />
      {[true, false].map((before) => (
        <Scatter
          key={String(before)}
          data={drawn.filter((point) => point.before === before)}
          isAnimationActive={false}
          shape={ShareMark}
        >
          <ErrorBar
            dataKey="error"
            direction="x"
            width={before ? 4 : 6}
            strokeWidth={2}
            stroke={before ? "var(--control)" : "var(--chart-1)"}
            isAnimationActive={false}
          />
        </Scatter>
      ))}
    </ScatterChart>
  );
}

function ShareMark({ cx, cy, payload }: ScatterShapeProps) {
  const { href, says, before } = payload as IntervalPoint;
  return (
    <MarkLink href={href} says={says}>
      <circle
        cx={cx}
        cy={cy}
        r={before ? 4.5 : 6}
        strokeWidth="2"
        fill={before ? "var(--surface)" : "var(--chart-1)"}
        stroke={before ? "var(--control)" : "var(--surface)"}
      />
    </MarkLink>
  );
}
