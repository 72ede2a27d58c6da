"use client";

import { Bar, BarChart, type BarShapeProps, LabelList, XAxis, YAxis } from "recharts";
import { AXIS, MarkLink, named, sized } from "@/components/reports/charts/look";

/** `label`: "51 · 84 %". */
export type CascadeBar = { step: string; n: number; label: string; says: string; href: string };

/** Who was still there at each step. */
export function CascadeChart({ title, bars }: { title: string; bars: readonly CascadeBar[] }) {
  return (
    <BarChart
      {...sized(bars.length * 34 + 8)}
      {...named(title, bars.map(({ says }) => says).join("; "))}
      layout="vertical"
      data={bars}
      margin={{ top: 4, right: 92, bottom: 4, left: 0 }}
      barSize={20}
    >
      <XAxis type="number" hide domain={[0, "dataMax"]} />
      <YAxis
        type="category"
        dataKey="step"
        width={92}
        axisLine={false}
        {...AXIS}
        tick={{ ...AXIS.tick, fill: "var(--ink)" }}
      />
      <Bar dataKey="n" isAnimationActive={false} shape={StepBar}>
        <LabelList
          dataKey="label"
          position="right"
          style={{ fill: "var(--ink)", fontSize: 12, fontVariantNumeric: "tabular-nums" }}
        />
      </Bar>
    </BarChart>
  );
}

function StepBar({ x, y, width, height, payload }: BarShapeProps) {
  const { href, says } = payload as CascadeBar;
  return (
    <MarkLink href={href} says={says}>
      <rect x={x} y={y} width={Math.max(2, width)} height={height} rx="3" fill="var(--chart-1)" />
    </MarkLink>
  );
}
