import Link from "next/link";
import type { ReactNode } from "react";
import { requireStaff } from "@/app/auth";
import { signOut } from "@/app/sign-in/actions";
import { findClinic } from "@/db/queries/clinic";
import { may, type Permission, ROLE_WORDS } from "@/lib/actor";

const PAGES = [
  { href: "/worklist", label: "Worklist", permission: "see worklist" },
  { href: "/patients", label: "Patients", permission: "see patient" },
  { href: "/imports", label: "Imports", permission: "import treatments" },
  { href: "/audit", label: "Audit", permission: "see audit" },
] as const satisfies readonly { href: string; label: string; permission: Permission }[];

/** The frame of every staff page. It decides nothing: each page asks for the person itself. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const actor = await requireStaff();
  const clinic = await findClinic(actor);
  return (
    <div className="min-h-dvh">
      <header className="flex flex-wrap items-center gap-4 border-b px-4 py-2 text-14 print:hidden">
        <p className="font-bold">
          After<span className="text-primary">glow</span>
        </p>
        <p className="text-muted">{clinic.name}</p>
        <nav aria-label="Pages" className="flex flex-1 gap-3">
          {PAGES.filter(({ permission }) => may(actor.role, permission)).map(({ href, label }) => (
            <Link key={href} href={href} className="underline-offset-4 hover:underline">
              {label}
            </Link>
          ))}
        </nav>
        <p>
          {actor.name}, {ROLE_WORDS[actor.role].toLowerCase()}
        </p>
        <form action={signOut}>
          <button type="submit" className="min-h-9 rounded-control border border-control px-3">
            Sign out
          </button>
        </form>
      </header>
      <main id="main" tabIndex={-1} className="px-4 py-4">
        {children}
      </main>
    </div>
  );
}
