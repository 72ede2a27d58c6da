import type { ReactNode } from "react";
import { classes } from "./classes";

/** A key, drawn as one. `inherit` takes the colour of the button it sits in. */
export function Kbd({ children, inherit = false }: { children: ReactNode; inherit?: boolean }) {
  return (
    <kbd
      className={classes(
        "inline-grid min-w-5 place-items-center rounded-[4px] border px-1 font-mono text-12 max-sm:hidden",
        inherit ? "border-current" : "border-control bg-surface text-ink",
      )}
    >
      {children}
    </kbd>
  );
}
