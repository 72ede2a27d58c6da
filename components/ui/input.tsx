import type { ComponentProps } from "react";
import { classes } from "./classes";

/** The look that every text-like control shares. 16 px text on phones keeps the page from zooming. */
export const CONTROL =
  "w-full min-w-0 rounded-control border border-control bg-surface px-3 text-14 text-ink max-sm:text-16 " +
  "aria-invalid:border-urgent-icon disabled:opacity-60";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classes(CONTROL, "h-9 max-sm:h-11", className)} {...rest} />;
}
