import type { ScriptPart } from "@/lib/calls/script";

/** What to say, in its order: beside the form, or folded above it where there is no room beside. */
export function CallScript({ parts }: { parts: readonly ScriptPart[] }) {
  return (
    <details className="script group rounded-card border bg-surface">
      <summary className="flex min-h-11 items-center justify-between px-4 font-semibold">
        Script
        <span className="text-12 font-normal text-muted lg:hidden">
          <span className="group-open:hidden">Show</span>
          <span className="hidden group-open:inline">Hide</span>
        </span>
      </summary>
      <ol className="grid gap-4 border-t px-4 py-3">
        {parts.map((part, index) => (
          <li key={part.heading} className="grid gap-1">
            <h3 className="flex gap-2 font-semibold">
              <span className="text-muted tabular-nums">{index + 1}</span>
              {part.heading}
            </h3>
            <ul className="grid gap-1 pl-4 text-14">
              {part.steps.map((step) => (
                <li key={step} className="list-disc marker:text-muted">
                  {step}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </details>
  );
}
