import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes";

const TONES = {
  info: { look: "border-watch-icon bg-watch-tint text-watch", Icon: Info },
  success: { look: "border-primary bg-selected text-ink", Icon: CircleCheck },
  warning: {
    look: "border-complication-icon bg-complication-tint text-complication",
    Icon: TriangleAlert,
  },
  danger: { look: "border-urgent-icon bg-urgent-tint text-urgent", Icon: CircleAlert },
} as const;

/** A message in the page. `danger` and `warning` interrupt a screen reader, the others wait. */
export function Alert({
  tone = "info",
  title,
  live = true,
  children,
}: {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  /** False for what was already there when the page opened. */
  live?: boolean;
  children?: ReactNode;
}) {
  const { look, Icon } = TONES[tone];
  const loud = tone === "danger" || tone === "warning";
  return (
    <div
      role={live ? (loud ? "alert" : "status") : undefined}
      className={classes("flex gap-2 rounded-control border-l-4 px-3 py-2 text-14", look)}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
