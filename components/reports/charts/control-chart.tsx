"use client";

import {
  CartesianGrid,
  ComposedChart,
  type DotItemDotProps,
  Line,
  ReferenceLine,
  XAxis,
  YAxis,
} from "recharts";
import { AXIS, GRID, MarkLink, named, percentTick, sized } from "@/components/reports/charts/look";

/** `out`: outside the limits of its week. */
export type ControlWeek = {
  label: string;
  p: number;
  lcl: number;
  ucl: number;
  out: boolean;
  says: string;
  href: string;
};

/** A share by week around the share of all weeks, with limits that widen where a week is small. */
export function ControlChart({
  title,
  desc,
  centre,
  weeks,
}: {
  title: string;
  desc: string;
  centre: number;
  weeks: readonly ControlWeek[];
}) {
  return (
    <ComposedChart
      {...sized(260)}
      {...named(title, desc)}
      data={weeks}
      margin={{ top: 12, right: 16, bottom: 0, left: 0 }}
    >
      <CartesianGrid vertical={false} {...GRID} />
      <XAxis dataKey="label" padding={{ left: 24, right: 24 }} {...AXIS} />
      <YAxis
        width={48}
        domain={[0, 1]}
        ticks={[0, 0.25, 0.5, 0.75, 1]}
        tickFormatter={percentTick}
        axisLine={false}
        {...AXIS}
      />
      <ReferenceLine y={centre} stroke="var(--ink)" strokeWidth={1} />
      {(["lcl", "ucl"] as const).map((limit) => (
        <Line
          key={limit}
          dataKey={limit}
          type="step"
          stroke="var(--control)"
          strokeDasharray="5 3"
          strokeWidth={1.5}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
      <Line
        dataKey="p"
        type="linear"
        stroke="var(--chart-1)"
        strokeWidth={2}
        activeDot={false}
        isAnimationActive={false}
        dot={WeekDot}
      />
    </ComposedChart>
  );
}

function WeekDot({ cx, cy, payload }: DotItemDotProps) {
  const { says, href, out } = payload as ControlWeek;
  return (
    <MarkLink href={href} says={says}>
      {out ? (
        <path
          d={`M${cx} ${Number(cy) - 8}l8 8l-8 8l-8 -8z`}
          fill="var(--surface)"
          stroke="var(--chart-2)"
          strokeWidth="2.5"
        />
      ) : (
        <circle
          cx={cx}
          cy={cy}
          r="5"
          fill="var(--chart-1)"
          stroke="var(--surface)"
          strokeWidth="1.5"
        />
      )}
    </MarkLink>
  );
}
