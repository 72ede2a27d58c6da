import type { ComponentProps } from "react";
import { classes } from "./classes";

/** A scrolling region has to be reachable from the keyboard. */
export const SCROLLER = { tabIndex: 0 };

/** A plain table that scrolls inside its own frame when the screen is narrower than it. */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    // Positioned, or hidden texts in a wide table would widen the page.
    <section aria-label={label} className="relative overflow-x-auto" {...SCROLLER}>
      <table className={classes("w-full border-collapse text-left text-14", className)} {...rest} />
    </section>
  );
}

export function Th({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope={scope}
      className={classes("border-b px-3 py-2 text-12 font-medium text-muted", className)}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return <td className={classes("border-b px-3 py-2 align-top", className)} {...rest} />;
}
