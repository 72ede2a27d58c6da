import type { ReactNode } from "react";

/** What lines and marks of a chart mean, drawn as they are in it. */
export function Legend({ children }: { children: ReactNode }) {
  return <ul className="flex flex-wrap gap-x-4 gap-y-1 pb-1 text-12 text-muted">{children}</ul>;
}

const LINES = {
  first: { stroke: "var(--chart-1)", width: 2.5, dash: undefined, band: true },
  second: { stroke: "var(--chart-2)", width: 2, dash: "6 3", band: false },
  overall: { stroke: "var(--ink)", width: 1, dash: undefined, band: false },
  near: { stroke: "var(--control)", width: 1.5, dash: undefined, band: false },
  far: { stroke: "var(--control)", width: 1.5, dash: "5 3", band: false },
} as const;

export function LegendLine({ line, children }: { line: keyof typeof LINES; children: ReactNode }) {
  const { stroke, width, dash, band } = LINES[line];
  return (
    <li className="flex items-center gap-1.5">
      <svg width="24" height="12" aria-hidden="true">
        {band ? <rect width="24" height="12" fill={stroke} opacity="0.16" /> : null}
        <line
          x1="0"
          x2="24"
          y1="6"
          y2="6"
          stroke={stroke}
          strokeWidth={width}
          strokeDasharray={dash}
        />
      </svg>
      {children}
    </li>
  );
}

export function LegendMark({
  mark,
  children,
}: {
  mark: "full" | "open" | "diamond" | "before";
  children: ReactNode;
}) {
  return (
    <li className="flex items-center gap-1.5">
      <svg width="16" height="16" aria-hidden="true">
        {mark === "diamond" ? (
          <path
            d="M8 2l6 6l-6 6l-6 -6z"
            fill="var(--surface)"
            stroke="var(--chart-2)"
            strokeWidth="2"
          />
        ) : (
          <circle
            cx="8"
            cy="8"
            r="5"
            strokeWidth="2"
            fill={mark === "full" ? "var(--chart-1)" : "var(--surface)"}
            stroke={STROKES[mark]}
          />
        )}
      </svg>
      {children}
    </li>
  );
}

const STROKES = {
  full: "var(--chart-1)",
  open: "var(--chart-2)",
  before: "var(--control)",
} as const;
