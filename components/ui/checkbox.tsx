import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

/** A box with its words; the words are part of the target. */
export function Checkbox({
  children,
  className,
  ...rest
}: ComponentProps<"input"> & { children: ReactNode }) {
  return (
    <label
      className={classes("flex min-h-7 items-start gap-2 py-1 text-14 max-sm:min-h-11", className)}
    >
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-primary" {...rest} />
      <span className="min-w-0">{children}</span>
    </label>
  );
}
