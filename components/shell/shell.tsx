import {
  ArrowRightLeft,
  ChartNoAxesColumn,
  ChevronDown,
  FileDown,
  ListChecks,
  LogOut,
  ScrollText,
  Settings,
  Users,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { NavLink } from "@/components/shell/nav-link";
import { PageComing } from "@/components/shell/page-coming";
import { PageKeys } from "@/components/shell/page-keys";
import { PatientSearch } from "@/components/shell/patient-search";
import { SoftLinks } from "@/components/shell/soft-links";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { buttonLook } from "@/components/ui/button";
import { ViewLink } from "@/components/worklist/view-link";
import { ROLE_WORDS, type Role } from "@/lib/actor";
import type { Theme } from "@/lib/theme";

const ICONS = {
  worklist: ListChecks,
  handOver: ArrowRightLeft,
  patients: Users,
  reports: ChartNoAxesColumn,
  imports: FileDown,
  audit: ScrollText,
  settings: Settings,
} as const;

/** So many pages fit beside each other at the foot of a phone. */
const ON_PHONES = 5;

/** One page of the navigation. Leave out what the person may not see. */
export type NavItem = { href: string; label: string; icon: keyof typeof ICONS; count?: number };

export type ShellProps = {
  items: readonly NavItem[];
  clinicName: string;
  person: { name: string; role: Role };
  theme: Theme;
  themeAction: (form: FormData) => Promise<void>;
  signOutAction: (form: FormData) => Promise<void>;
  /** Views of the worklist, under the pages. */
  views: readonly { label: string; href: string }[];
  /** Single-key shortcuts, which a person can switch off. */
  shortcuts: boolean;
  searchAction: (form: FormData) => Promise<void>;
  /** What comes and goes by itself: it lies over the page's foot, so that nothing moves under the hand. */
  dock?: ReactNode;
  densityAction: () => Promise<void>;
  children: ReactNode;
};

/** The frame of every staff page: navigation, search, who is signed in, and the page itself. */
export function Shell({
  items,
  clinicName,
  person,
  theme,
  themeAction,
  signOutAction,
  views,
  shortcuts,
  searchAction,
  dock,
  densityAction,
  children,
}: ShellProps) {
  const account = (
    <Account
      more={items.slice(ON_PHONES)}
      person={person}
      theme={theme}
      themeAction={themeAction}
      signOutAction={signOutAction}
    />
  );
  return (
    <div
      data-keys={shortcuts ? undefined : "off"}
      className="min-h-dvh lg:grid lg:grid-cols-[12.5rem_minmax(0,1fr)] print:block"
    >
      <SoftLinks />
      <PageComing />
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-primary px-3 py-2 font-semibold text-on-primary focus:translate-y-0 print:hidden"
      >
        Skip to the page
      </a>

      <header className="flex flex-col gap-3 px-4 pt-3 lg:sticky lg:top-0 lg:h-dvh lg:gap-4 lg:overflow-y-auto lg:border-r lg:px-3 lg:py-4 print:hidden">
        <div className="flex items-center gap-3 lg:px-2">
          <div className="min-w-0 flex-1">
            <Wordmark />
            <p className="truncate text-12 text-muted" title={clinicName}>
              {clinicName}
            </p>
          </div>
          <details className="group relative lg:hidden">
            <summary className={buttonLook({ size: "small" })}>
              <span className="max-w-32 truncate">{person.name}</span>
              <ChevronDown
                size={16}
                strokeWidth={1.75}
                aria-hidden="true"
                className="group-open:rotate-180"
              />
            </summary>
            <div className="absolute right-0 z-30 mt-1 w-60 rounded-card border bg-surface p-3 shadow-overlay">
              {account}
            </div>
          </details>
        </div>
        <PatientSearch action={searchAction} shortcuts={shortcuts} />
        <nav aria-label="Pages" className="hidden gap-0.5 lg:grid">
          {items.map((item) => (
            <NavLink
              key={item.href}
              href={item.href}
              className="motion flex h-8 items-center gap-2.5 rounded-control px-2 hover:bg-sunken aria-[current=page]:bg-selected aria-[current=page]:font-semibold aria-[current=page]:text-primary"
            >
              <NavIcon icon={item.icon} />
              <span className="flex-1">{item.label}</span>
              <Count count={item.count} />
            </NavLink>
          ))}
        </nav>
        {views.length > 0 ? (
          <nav aria-label="Views" className="hidden gap-0.5 lg:grid">
            <p className="px-2 pb-1 text-12 text-muted">Views</p>
            {views.map((view) => (
              <ViewLink key={view.href + view.label} {...view} />
            ))}
          </nav>
        ) : null}
        <PageKeys
          pages={items.map(({ href, label }) => ({ href, label }))}
          views={views}
          shortcuts={shortcuts}
          searchAction={searchAction}
          densityAction={densityAction}
        />
        <div className="hidden lg:block">{account}</div>
      </header>

      <div className="flex min-w-0 flex-col max-lg:pb-16 print:pb-0">
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-4 lg:px-5 print:p-0">
          {children}
        </main>
      </div>

      <div className="dock pointer-events-none fixed inset-x-4 bottom-18 z-20 grid max-h-[40dvh] gap-2 overflow-y-auto lg:bottom-4 lg:left-[13.75rem] print:hidden [&>*]:pointer-events-auto">
        {dock}
      </div>

      <nav
        aria-label="Pages"
        className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-surface lg:hidden print:hidden"
      >
        {items.slice(0, ON_PHONES).map((item) => (
          <NavLink
            key={item.href}
            href={item.href}
            className="grid min-h-14 min-w-0 flex-1 place-content-center justify-items-center gap-0.5 text-12 text-muted aria-[current=page]:font-semibold aria-[current=page]:text-primary"
          >
            <NavIcon icon={item.icon} />
            <span className="truncate">
              {item.label} <Count count={item.count} />
            </span>
          </NavLink>
        ))}
      </nav>
    </div>
  );
}

function Wordmark() {
  return (
    <p className="text-16 font-bold">
      After<span className="text-primary">glow</span>
    </p>
  );
}

function NavIcon({ icon }: { icon: NavItem["icon"] }) {
  const Icon = ICONS[icon];
  return <Icon size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />;
}

function Count({ count }: { count: number | undefined }) {
  return count === undefined ? null : <span className="text-muted tabular-nums">{count}</span>;
}

function Account({
  more,
  person,
  theme,
  themeAction,
  signOutAction,
}: Pick<ShellProps, "person" | "theme" | "themeAction" | "signOutAction"> & {
  /** Pages for which the bar at the foot of a phone has no room. */
  more: readonly NavItem[];
}) {
  return (
    <div className="grid gap-3 px-1">
      <div>
        <p className="truncate font-medium">{person.name}</p>
        <p className="text-12 text-muted">{ROLE_WORDS[person.role]}</p>
      </div>
      {more.map(({ href, label, icon }) => (
        <Link
          key={href}
          prefetch={false}
          href={href}
          className={buttonLook({ size: "small" }, "w-full lg:hidden")}
        >
          <NavIcon icon={icon} />
          {label}
        </Link>
      ))}
      <ThemeSwitch theme={theme} action={themeAction} />
      <form action={signOutAction}>
        <button type="submit" className={buttonLook({ size: "small" }, "w-full")}>
          <LogOut size={16} strokeWidth={1.75} aria-hidden="true" />
          Sign out
        </button>
      </form>
    </div>
  );
}
