"use server";

import { cookies } from "next/headers";
import { requireStaff } from "@/app/auth";
import { fieldText } from "@/lib/forms/field-text";
import { sentForm } from "@/lib/forms/form-state";
import { THEME_COOKIE, themeOf } from "@/lib/theme";
import { secureCookies } from "./session-cookie";

const YEAR = 365 * 86_400;

/** Keeps the choice of colours in this browser. Field: theme. */
export async function chooseTheme(sent: FormData): Promise<void> {
  await requireStaff();
  const theme = themeOf(fieldText(sentForm(sent), "theme"));
  (await cookies()).set(THEME_COOKIE, theme, {
    httpOnly: true,
    sameSite: "lax",
    secure: secureCookies(),
    path: "/",
    maxAge: YEAR,
  });
}
