import type { Metadata } from "next";
import { cookies } from "next/headers";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { preferencesOf } from "@/app/preferences";
import { signOut } from "@/app/sign-in/actions";
import { chooseTheme } from "@/app/theme-action";
import { PageHeader } from "@/components/shell/page-header";
import { PreferencesForm } from "@/components/shell/preferences-form";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { may, ROLE_WORDS } from "@/lib/actor";
import { THEME_COOKIE, themeOf } from "@/lib/theme";
import { savePreferences } from "./actions";

export const metadata: Metadata = { title: "Settings" };

type Query = Record<string, string | string[] | undefined>;

/** One's own settings, which nobody else sees or changes, and the way to the clinic's. */
export default async function SettingsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requireStaff();
  const { version, ...stands } = await orForbidden(actor, () => preferencesOf(actor));
  const { saved } = await searchParams;
  const setsMessages = may(actor.role, "set messages");
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <div className="grid max-w-3xl gap-4">
      <PageHeader
        title="Settings"
        subtitle={
          setsMessages
            ? "Yours alone, on every device you sign in on, and below it the clinic’s."
            : "Yours alone, on every device you sign in on."
        }
      />
      {saved === "1" ? <Alert tone="success" title="Saved." /> : null}
      <Card heading="How you work" headingId="how">
        <PreferencesForm key={version} action={savePreferences} stands={stands} version={version} />
      </Card>
      <Card heading="Colours" headingId="colours">
        <div className="grid max-w-56 gap-2">
          <p className="text-muted">Kept in this browser.</p>
          <ThemeSwitch theme={theme} label="Theme of this browser" action={chooseTheme} />
        </div>
      </Card>
      <Card heading="Account" headingId="account">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>
            <span className="font-medium">{actor.name}</span>
            <span className="block text-12 text-muted">{ROLE_WORDS[actor.role]}</span>
          </p>
          <form action={signOut}>
            <Button type="submit">Sign out</Button>
          </form>
        </div>
      </Card>
      {setsMessages ? (
        <Card heading="The clinic" headingId="clinic">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p>
              <span className="font-medium">Messages</span>
              <span className="block text-12 text-muted">
                What is written to patients, when, and in which words.
              </span>
            </p>
            <ButtonLink href="/settings/messages">Open</ButtonLink>
          </div>
        </Card>
      ) : null}
    </div>
  );
}
