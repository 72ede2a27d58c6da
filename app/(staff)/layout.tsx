import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { requireStaff } from "@/app/auth";
import { preferencesOf } from "@/app/preferences";
import { signOut } from "@/app/sign-in/actions";
import { chooseTheme } from "@/app/theme-action";
import { viewsOf } from "@/app/views";
import { AlertBanner } from "@/components/shell/alert-banner";
import { LiveUpdates } from "@/components/shell/live-updates";
import { type NavItem, Shell } from "@/components/shell/shell";
import { listAlerts } from "@/db/queries/alerts";
import { may, type Permission } from "@/lib/actor";
import { lasting, momentOf } from "@/lib/dates";
import { alertMark } from "@/lib/follow-up/on-call";
import { THEME_COOKIE, themeOf } from "@/lib/theme";
import { BUILT_IN_VIEWS } from "@/lib/worklist/views";
import { noteAlert } from "./alert-actions";
import { findPatients } from "./patients/actions";
import { turnDensity } from "./settings/actions";

const PAGES: readonly (NavItem & { permission: Permission })[] = [
  { href: "/worklist", label: "Worklist", icon: "worklist", permission: "see worklist" },
  { href: "/hand-over", label: "Hand-over", icon: "handOver", permission: "see worklist" },
  { href: "/patients", label: "Patients", icon: "patients", permission: "see patient" },
  { href: "/reports", label: "Reports", icon: "reports", permission: "see reports" },
  { href: "/imports", label: "Imports", icon: "imports", permission: "import treatments" },
  { href: "/audit", label: "Audit", icon: "audit", permission: "see audit" },
  { href: "/settings", label: "Settings", icon: "settings", permission: "choose preferences" },
];

/** The frame of every staff page. It decides nothing: each page asks for the person itself. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const actor = await requireStaff();
  const { clinic } = actor;
  const [preferences, views] = await Promise.all([preferencesOf(actor), viewsOf(actor)]);
  const now = new Date();
  const alerts = await listAlerts(actor, now);
  return (
    <Shell
      items={PAGES.filter(({ permission }) => may(actor.role, permission))}
      clinicName={clinic.name}
      person={{ name: actor.name, role: actor.role }}
      theme={themeOf((await cookies()).get(THEME_COOKIE)?.value)}
      themeAction={chooseTheme}
      signOutAction={signOut}
      views={[...BUILT_IN_VIEWS, ...views].map(({ name, query }) => ({
        label: name,
        href: `/worklist?${query}`,
      }))}
      shortcuts={preferences.shortcuts}
      searchAction={findPatients}
      densityAction={turnDensity}
      dock={
        <>
          <AlertBanner
            alerts={alerts.map((alert) => ({
              ...alert,
              waited: lasting(alert.untouchedSince, now),
              since: momentOf(alert.untouchedSince, now, clinic.timeZone),
            }))}
            mayCall={may(actor.role, "log call")}
            seeAction={noteAlert}
          />
          <LiveUpdates
            href="/worklist/changes"
            signInHref="/sign-in?from="
            alerts={alertMark(alerts)}
          />
        </>
      }
    >
      {children}
    </Shell>
  );
}
