"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";

/** What an address may add to a view without being another one. */
const BESIDES = new Set(["at", "after", "row", "logged", "then", "said", "selected"]);

/** A view in the navigation; knows by itself whether it is the one on the screen. */
export function ViewLink({ label, href }: { label: string; href: string }) {
  const path = usePathname();
  const query = new URLSearchParams([...useSearchParams()].filter(([name]) => !BESIDES.has(name)));
  return (
    <Link
      prefetch={false}
      href={href}
      aria-current={`${path}?${query}` === href ? "page" : undefined}
      className="motion flex min-h-7 items-center rounded-control px-2 hover:bg-sunken aria-[current=page]:bg-selected aria-[current=page]:font-semibold aria-[current=page]:text-primary"
    >
      <span className="truncate">{label}</span>
    </Link>
  );
}
