"use client";

import { Bar, BarChart, type BarShapeProps, CartesianGrid, XAxis, YAxis } from "recharts";
import { AXIS, GRID, MarkLink, named, sized } from "@/components/reports/charts/look";
import { FLAG_LEVELS, type FlagLevel } from "@/lib/reports/report";
import { LEVEL_WORDS } from "@/lib/triage/level-words";

export type FlagWeek = {
  week: string;
  /** "Week 44" */
  label: string;
  counts: Readonly<Record<FlagLevel, number>>;
  hrefs: Readonly<Record<FlagLevel, string>>;
};

/** The letter that stands for a level inside a bar; the legend beside the chart says it. */
export const LEVEL_LETTERS: Readonly<Record<FlagLevel, string>> = {
  awaiting: "A",
  watch: "W",
  complication: "C",
  urgent: "U",
  emergency: "E",
};

const FILLS: Readonly<Record<FlagLevel, string>> = {
  awaiting: "var(--awaiting-icon)",
  watch: "var(--watch-icon)",
  complication: "var(--complication-icon)",
  urgent: "var(--urgent-icon)",
  emergency: "var(--urgent)",
};

/** How often recoveries rose to each level, the worst on top. */
export function WeeklyFlagsChart({
  title,
  desc,
  weeks,
}: {
  title: string;
  desc: string;
  weeks: readonly FlagWeek[];
}) {
  return (
    <BarChart
      {...sized(260)}
      {...named(title, desc)}
      data={weeks}
      margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
      maxBarSize={56}
    >
      <CartesianGrid vertical={false} {...GRID} />
      <XAxis dataKey="label" {...AXIS} interval="preserveStartEnd" />
      <YAxis width={32} allowDecimals={false} axisLine={false} {...AXIS} />
      {FLAG_LEVELS.map((level) => (
        <Bar
          key={level}
          stackId="flags"
          name={LEVEL_WORDS[level]}
          dataKey={({ counts }: FlagWeek) => counts[level]}
          isAnimationActive={false}
          shape={LEVEL_BARS[level]}
        />
      ))}
    </BarChart>
  );
}

/** One bar for each level, so that none is made anew with every drawing. */
const LEVEL_BARS = Object.fromEntries(
  FLAG_LEVELS.map((level) => [
    level,
    (props: BarShapeProps) => <LevelBar {...props} level={level} />,
  ]),
);

function LevelBar({ x, y, width, height, payload, level }: BarShapeProps & { level: FlagLevel }) {
  const { label, counts, hrefs } = payload as FlagWeek;
  if (counts[level] === 0) return null;
  return (
    <MarkLink href={hrefs[level]} says={`${label}, ${LEVEL_WORDS[level]}: ${counts[level]}`}>
      <rect
        x={x}
        y={y + 0.75}
        width={width}
        height={Math.max(1, height - 1.5)}
        rx="2"
        fill={FILLS[level]}
        stroke={level === "emergency" ? "var(--ink)" : "none"}
        strokeWidth="1.5"
      />
      {height >= 16 && width >= 26 ? (
        <text
          x={x + width / 2}
          y={y + height / 2 + 4}
          textAnchor="middle"
          fontSize={12}
          fontWeight={600}
          fill="var(--surface)"
        >
          {LEVEL_LETTERS[level]} {counts[level]}
        </text>
      ) : null}
    </MarkLink>
  );
}
