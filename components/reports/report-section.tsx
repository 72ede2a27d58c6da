import { Children, type ReactNode } from "react";
import { classes } from "@/components/ui/classes";

/** A part of the report under a heading of its own. */
export function ReportSection({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  /** Why this stands here, in a sentence. */
  lead: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-heading`}
      className="grid scroll-mt-4 grid-cols-1 gap-3"
    >
      <div className="print:break-after-avoid">
        <h2 id={`${id}-heading`} className="text-16 font-semibold">
          {title}
        </h2>
        <p className="max-w-prose text-muted">{lead}</p>
      </div>
      {children}
    </section>
  );
}

/** Tiles of equal width, as many beside each other as there is room for. */
export function Tiles({ children }: { children: ReactNode }) {
  return (
    <div
      className={classes(
        "grid grid-cols-[repeat(auto-fit,minmax(min(15rem,100%),1fr))] gap-3",
        Children.count(children) % 2 === 0 ? "print:grid-cols-2" : "print:grid-cols-3",
      )}
    >
      {children}
    </div>
  );
}

/** Two charts beside each other where there is room. */
export function Charts({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-3 xl:grid-cols-2 print:grid-cols-1">{children}</div>;
}
