"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link of the navigation; knows by itself whether it names the page on the screen. */
export function NavLink({
  href,
  className,
  children,
}: {
  href: string;
  className: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const here = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      prefetch={false}
      href={href}
      aria-current={here ? "page" : undefined}
      className={className}
    >
      {children}
    </Link>
  );
}
