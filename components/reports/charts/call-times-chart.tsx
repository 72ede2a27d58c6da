"use client";

import { Scatter, ScatterChart, type ScatterShapeProps, usePlotArea, XAxis, YAxis } from "recharts";
import { AXIS, MarkLink, named, sized } from "@/components/reports/charts/look";
import { hourOfDay, WEEKDAY_WORDS, WEEKDAYS } from "@/lib/reports/words";

/** `weekday` counts from Monday, 0. */
export type CallTime = { weekday: number; hour: number; n: number; says: string; href: string };

const ROW = 30;

/** When calls began: the more, the darker, and the number in each field. */
export function CallTimesChart({
  title,
  desc,
  times,
}: {
  title: string;
  desc: string;
  times: readonly CallTime[];
}) {
  const hours = times.map(({ hour }) => hour);
  const [first, last] = [Math.min(...hours), Math.max(...hours)];
  const most = Math.max(...times.map(({ n }) => n));
  const columns = last - first + 1;
  return (
    <ScatterChart
      {...sized(WEEKDAYS.length * ROW + 32)}
      {...named(title, desc)}
      margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
    >
      <XAxis
        type="number"
        dataKey="hour"
        domain={[first - 0.5, last + 0.5]}
        ticks={Array.from({ length: columns }, (_, i) => first + i)}
        tickFormatter={hourOfDay}
        interval="equidistantPreserveStart"
        axisLine={false}
        {...AXIS}
      />
      <YAxis
        type="number"
        dataKey="weekday"
        domain={[-0.5, WEEKDAYS.length - 0.5]}
        reversed
        ticks={WEEKDAYS.map((_, i) => i)}
        tickFormatter={(i: number) => WEEKDAY_WORDS[WEEKDAYS[i]!]}
        interval={0}
        width={40}
        axisLine={false}
        {...AXIS}
      />
      <Scatter
        data={times.map((time) => ({ ...time, most, columns }))}
        isAnimationActive={false}
        shape={Field}
      />
    </ScatterChart>
  );
}

function Field({ cx = 0, cy = 0, payload }: ScatterShapeProps) {
  const { n, href, says, most, columns } = payload as CallTime & { most: number; columns: number };
  const width = (usePlotArea()?.width ?? columns * ROW) / columns;
  const share = n / most;
  return (
    <MarkLink href={href} says={says}>
      <rect
        x={cx - width / 2 + 1}
        y={cy - ROW / 2 + 1}
        width={Math.max(4, width - 2)}
        height={ROW - 2}
        rx="3"
        fill={`color-mix(in srgb, var(--chart-1) ${Math.round(14 + 86 * share)}%, var(--surface))`}
      />
      {width >= 18 ? (
        <text
          x={cx}
          y={cy + 4}
          textAnchor="middle"
          fontSize={12}
          fontWeight={600}
          fill={share > 0.5 ? "var(--on-primary)" : "var(--ink)"}
        >
          {n}
        </text>
      ) : null}
    </MarkLink>
  );
}
