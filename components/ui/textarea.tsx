import type { ComponentProps } from "react";
import { classes } from "./classes";
import { CONTROL } from "./input";

/** Grows with its text where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={classes(CONTROL, "field-sizing-content min-h-20 resize-y py-2", className)}
      {...rest}
    />
  );
}
