"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  type DotItemDotProps,
  Line,
  ReferenceLine,
  XAxis,
  YAxis,
} from "recharts";
import {
  AXIS,
  GRID,
  hourTick,
  MarkLink,
  named,
  percentTick,
  sized,
} from "@/components/reports/charts/look";
import type { CurveMark, MarkedStep } from "@/components/reports/curve-marks";

/**
 * One or two step curves over hours, the first with its interval; lines stand at limits. Each step
 * opens the list of those who had the event by then.
 */
export function CurveChart({
  title,
  desc,
  steps,
  until,
  ticks,
  marks,
}: {
  title: string;
  desc: string;
  steps: readonly MarkedStep[];
  /** The last second that is drawn. */
  until: number;
  ticks: readonly number[];
  marks: readonly { t: number; label: string }[];
}) {
  return (
    <ComposedChart
      {...sized(280)}
      {...named(title, desc)}
      data={steps}
      margin={{ top: 20, right: 16, bottom: 0, left: 0 }}
    >
      <CartesianGrid vertical={false} {...GRID} />
      <XAxis
        type="number"
        dataKey="t"
        domain={[0, until]}
        ticks={[...ticks]}
        allowDataOverflow
        tickFormatter={hourTick}
        {...AXIS}
      />
      <YAxis
        width={48}
        domain={[0, 1]}
        ticks={[0, 0.25, 0.5, 0.75, 1]}
        tickFormatter={percentTick}
        axisLine={false}
        {...AXIS}
      />
      <Area
        dataKey="band"
        type="stepAfter"
        stroke="none"
        fill="var(--chart-1)"
        fillOpacity={0.16}
        isAnimationActive={false}
        activeDot={false}
      />
      <ReferenceLine y={0.5} stroke="var(--hairline)" />
      {marks.map(({ t, label }) => (
        <ReferenceLine
          key={t}
          x={t}
          stroke="var(--control)"
          strokeDasharray="4 3"
          label={{ value: label, position: "top", fill: "var(--ink)", fontSize: 12 }}
        />
      ))}
      <Line
        dataKey="first"
        type="stepAfter"
        stroke="var(--chart-1)"
        strokeWidth={2.5}
        dot={FirstDot}
        activeDot={false}
        isAnimationActive={false}
      />
      <Line
        dataKey="second"
        type="stepAfter"
        stroke="var(--chart-2)"
        strokeWidth={2}
        strokeDasharray="6 3"
        dot={SecondDot}
        activeDot={false}
        isAnimationActive={false}
      />
    </ComposedChart>
  );
}

function FirstDot({ cx, cy, payload }: DotItemDotProps) {
  const { firstMark } = payload as MarkedStep;
  return <StepDot cx={cx} cy={cy} mark={firstMark} fill="var(--chart-1)" />;
}

function SecondDot({ cx, cy, payload }: DotItemDotProps) {
  const { secondMark } = payload as MarkedStep;
  return <StepDot cx={cx} cy={cy} mark={secondMark} fill="var(--chart-2)" />;
}

function StepDot({
  cx,
  cy,
  mark,
  fill,
}: Pick<DotItemDotProps, "cx" | "cy"> & { mark: CurveMark | null; fill: string }) {
  if (mark === null) return null;
  return (
    <MarkLink href={mark.href} says={mark.says}>
      <circle cx={cx} cy={cy} r="3.5" fill={fill} stroke="var(--surface)" strokeWidth="1" />
    </MarkLink>
  );
}
