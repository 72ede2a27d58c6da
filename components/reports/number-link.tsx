import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes";
import { counted } from "@/lib/reports/words";

/**
 * A number that opens the list behind it. `says` completes it for whoever only hears the link. A plain
 * link, which the shell follows softly: a report of a year has a thousand.
 */
export function NumberLink({
  href,
  n,
  says,
  className,
  children,
}: {
  href: string;
  n: number;
  says: string;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <a
      href={href}
      className={classes(
        "inline-flex min-h-6 min-w-6 items-center rounded-[3px] tabular-nums underline decoration-1 underline-offset-3 hover:decoration-2 max-sm:min-h-11 print:min-h-0 print:min-w-0 print:no-underline",
        className,
      )}
    >
      {children ?? counted(n)}
      <span className="sr-only"> {says}</span>
    </a>
  );
}
