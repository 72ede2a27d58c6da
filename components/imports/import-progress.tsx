"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

export type ImportProgressProps = {
  /** "Storing the treatments" */
  label: string;
  done: number;
  total: number;
  /** Answers `{ done, total, going }`. Without scripts the page loads itself again. */
  href: string;
  /** What leaving the page means. */
  children: string;
};

const EVERY_MS = 1_000;

/** How far a long piece of work is. When it is over, the page is drawn again with its result. */
export function ImportProgress({ label, href, children, ...start }: ImportProgressProps) {
  const router = useRouter();
  const [{ done, total }, show] = useState({ done: start.done, total: start.total });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let current = true;
    const look = async () => {
      try {
        const answer = await fetch(href, { cache: "no-store" });
        const seen: { done: number; total: number; going: boolean } = await answer.json();
        if (!current) return;
        if (!answer.ok || !seen.going) return router.refresh();
        show(seen);
      } catch {
        // Without a connection the bar stands still; the work doesn't.
      }
      if (current) timer = setTimeout(look, EVERY_MS);
    };
    timer = setTimeout(look, EVERY_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [href, router]);
  const numbers = new Intl.NumberFormat("en-US");
  return (
    <div className="grid gap-2 rounded-card border bg-surface p-4">
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <div className="flex flex-wrap justify-between gap-2">
        <span className="font-medium">{label}</span>
        <output className="text-muted">
          {total > 0
            ? `${numbers.format(done)} of ${numbers.format(total)} rows`
            : "Looking through the file"}
        </output>
      </div>
      <progress
        value={total > 0 ? done : undefined}
        max={Math.max(total, 1)}
        aria-label={label}
        className="h-2 w-full"
      />
      <p className="text-12 text-muted">{children}</p>
    </div>
  );
}
