import { ArrowDownUp } from "lucide-react";
import Link from "next/link";
import { buttonLook } from "@/components/ui/button";

/** One order of the list, as a link: the address is the state. */
export type SortChoice = { label: string; href: string; current: boolean };

/** How the list is sorted, and the other ways. Opens without scripts. */
export function WorklistSort({ orders }: { orders: readonly SortChoice[] }) {
  const current = orders.find((each) => each.current);
  return (
    <details name="worklist-menu" className="relative print:hidden">
      <summary className={buttonLook({ size: "small" }, "cursor-pointer list-none")}>
        <ArrowDownUp size={16} strokeWidth={1.75} aria-hidden="true" />
        {current?.label}
      </summary>
      <ul className="absolute right-0 z-30 mt-1 grid w-52 gap-0.5 rounded-card border bg-surface p-1 shadow-overlay">
        {orders.map(({ label, href, current: chosen }) => (
          <li key={label}>
            <Link
              prefetch={false}
              href={href}
              aria-current={chosen ? "true" : undefined}
              className="flex min-h-8 items-center rounded-control px-2 hover:bg-sunken aria-[current]:bg-selected aria-[current]:font-semibold aria-[current]:text-primary max-sm:min-h-11"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
