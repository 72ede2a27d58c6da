import "@fontsource-variable/inter";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { pageLanguage } from "@/lib/check-in/page-language";
import { REQUESTED_PATH_HEADER } from "@/lib/http/requested-path";
import { THEME_COOKIE, themeOf } from "@/lib/theme";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Afterglow", template: "%s · Afterglow" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f8f7" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1514" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  const asked = await headers();
  const path = asked.get(REQUESTED_PATH_HEADER);
  return (
    <html
      lang={pageLanguage(path, asked.get("accept-language"))}
      data-theme={theme === "system" ? undefined : theme}
    >
      <body>{children}</body>
    </html>
  );
}
