"use client";

import {
  CartesianGrid,
  ReferenceLine,
  Scatter,
  ScatterChart,
  type ScatterShapeProps,
  XAxis,
  YAxis,
} from "recharts";
import {
  AXIS,
  countTicks,
  GRID,
  MarkLink,
  named,
  percentTick,
  shareTicks,
  sized,
} from "@/components/reports/charts/look";

export type FunnelPoint = {
  /** Stands in the mark, and before the group's name beside the chart. */
  number: number;
  N: number;
  rate: number;
  /** Outside the 99.8 % limits, outside the 95 % limits, or within both. */
  place: "within" | "outside 95" | "outside 99.8";
  says: string;
  href: string;
};

export type FunnelLimit = { N: number; lo95: number; hi95: number; lo998: number; hi998: number };

const LIMITS = [
  { key: "lo95", dash: undefined },
  { key: "hi95", dash: undefined },
  { key: "lo998", dash: "5 3" },
  { key: "hi998", dash: "5 3" },
] as const;

/** Groups by size, among the limits of chance around the overall share. Never in order of their rate. */
export function FunnelChart({
  title,
  desc,
  overall,
  limits,
  points,
}: {
  title: string;
  desc: string;
  overall: number;
  limits: readonly FunnelLimit[];
  points: readonly FunnelPoint[];
}) {
  const first = limits[0]?.N ?? 10;
  const last = limits.at(-1)?.N ?? first;
  const shares = shareTicks(
    Math.max(...limits.map(({ hi998 }) => hi998), ...points.map(({ rate }) => rate)),
  );
  return (
    <ScatterChart
      {...sized(280)}
      {...named(title, desc)}
      margin={{ top: 18, right: 20, bottom: 0, left: 0 }}
    >
      <CartesianGrid vertical={false} {...GRID} />
      <XAxis
        type="number"
        dataKey="N"
        domain={[first, last]}
        ticks={countTicks(first, last)}
        {...AXIS}
      />
      <YAxis
        type="number"
        dataKey="rate"
        width={48}
        domain={[0, shares.at(-1) ?? 1]}
        ticks={shares}
        tickFormatter={percentTick}
        axisLine={false}
        {...AXIS}
      />
      <ReferenceLine y={overall} stroke="var(--ink)" strokeWidth={1} />
      {LIMITS.map(({ key, dash }) => (
        <Scatter
          key={key}
          data={limits.map((limit) => ({ N: limit.N, rate: limit[key] }))}
          line={{ stroke: "var(--control)", strokeWidth: 1.5, strokeDasharray: dash }}
          shape={NoMark}
          isAnimationActive={false}
        />
      ))}
      <Scatter data={points} isAnimationActive={false} shape={GroupMark} />
    </ScatterChart>
  );
}

function NoMark() {
  return null;
}

function GroupMark({ cx = 0, cy = 0, payload }: ScatterShapeProps) {
  const { number, place, href, says } = payload as FunnelPoint;
  const within = place === "within";
  return (
    <MarkLink href={href} says={says}>
      <GroupShape cx={cx} cy={cy} place={place} />
      <text
        x={cx}
        y={cy + 4}
        textAnchor="middle"
        fontSize={12}
        fontWeight={600}
        fill={within ? "var(--on-primary)" : "var(--ink)"}
      >
        {number}
      </text>
    </MarkLink>
  );
}

/** Within: a full circle; outside 95 %: an open one; outside 99.8 %: a diamond. */
function GroupShape({ cx, cy, place }: { cx: number; cy: number; place: FunnelPoint["place"] }) {
  if (place === "outside 99.8") {
    return (
      <path
        d={`M${cx} ${cy - 14}l14 14l-14 14l-14 -14z`}
        fill="var(--surface)"
        stroke="var(--chart-2)"
        strokeWidth="2.5"
      />
    );
  }
  return (
    <circle
      cx={cx}
      cy={cy}
      r="9"
      strokeWidth={place === "within" ? 1.5 : 2.5}
      fill={place === "within" ? "var(--chart-1)" : "var(--surface)"}
      stroke={place === "within" ? "var(--surface)" : "var(--chart-2)"}
    />
  );
}
