import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "./classes";
import { CONTROL } from "./input";

export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className="relative block min-w-0">
      <select
        className={classes(CONTROL, "h-9 appearance-none pr-8 max-sm:h-11", className)}
        {...rest}
      />
      <ChevronDown
        size={16}
        strokeWidth={1.75}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
