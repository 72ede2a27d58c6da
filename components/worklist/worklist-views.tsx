import { Bookmark } from "lucide-react";
import Link from "next/link";
import { buttonLook } from "@/components/ui/button";

/** A named set of filters, as a link. `by` says who shared it, unless it is one's own. */
export type ViewChoice = { label: string; href: string; current: boolean; by: string | null };

/** The views of the list, and where they are saved. Opens without scripts. */
export function WorklistViews({
  views,
  manageHref,
}: {
  views: readonly ViewChoice[];
  manageHref: string;
}) {
  const current = views.find((view) => view.current);
  return (
    <details name="worklist-menu" className="relative print:hidden">
      <summary className={buttonLook({ size: "small" }, "max-w-48 cursor-pointer list-none")}>
        <Bookmark size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        <span className="truncate">{current?.label ?? "Views"}</span>
      </summary>
      <ul className="absolute right-0 z-30 mt-1 grid w-60 gap-0.5 rounded-card border bg-surface p-1 shadow-overlay">
        {views.map(({ label, href, current: chosen, by }) => (
          <li key={href + label}>
            <Link
              prefetch={false}
              href={href}
              aria-current={chosen ? "true" : undefined}
              className={ITEM}
            >
              <span className="min-w-0 truncate">{label}</span>
              {by === null ? null : <span className="text-12 text-muted">{by}</span>}
            </Link>
          </li>
        ))}
        <li className="border-t">
          <Link prefetch={false} href={manageHref} scroll={false} className={ITEM}>
            Save or change views…
          </Link>
        </li>
      </ul>
    </details>
  );
}

const ITEM =
  "flex min-h-8 items-center justify-between gap-2 rounded-control px-2 hover:bg-sunken max-sm:min-h-11 " +
  "aria-[current]:bg-selected aria-[current]:font-semibold aria-[current]:text-primary";
