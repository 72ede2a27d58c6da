import type { ReactNode } from "react";
import { DefinitionFold } from "@/components/reports/definition-fold";
import type { Definition } from "@/lib/reports/definitions";

/** A sheet with a heading of its own inside a section. */
export function Panel({
  id,
  title,
  note,
  definition,
  children,
}: {
  id: string;
  title: string;
  note?: ReactNode;
  definition: Definition | null;
  children: ReactNode;
}) {
  return (
    <article
      aria-labelledby={`${id}-title`}
      className="grid min-w-0 grid-cols-1 content-start gap-2 rounded-card border bg-surface p-4 print:break-inside-avoid print:p-3"
    >
      <h3 id={`${id}-title`} className="font-semibold">
        {title}
      </h3>
      {note === undefined ? null : <p className="max-w-prose text-muted">{note}</p>}
      {children}
      {definition === null ? null : <DefinitionFold definition={definition} />}
    </article>
  );
}
