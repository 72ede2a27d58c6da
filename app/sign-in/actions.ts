"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { requireStaff } from "@/app/auth";
import { dropSessionCookie, secureCookies, setSessionCookie } from "@/app/session-cookie";
import { closeSession } from "@/db/mutations/sessions";
import { authSecret } from "@/lib/env";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { refusalWords, signInForm } from "@/lib/sign-in/form";
import { KNOWN_DEVICE_DAYS, knownDeviceCookie, knownDeviceMark } from "@/lib/sign-in/known-device";
import { returnPath } from "@/lib/sign-in/return-path";
import { enter } from "./enter";

/** Signs a person in and leads to the page they asked for. Fields: email, password, next. */
export async function signInWithPassword(_: FormState, sent: FormData): Promise<FormState> {
  const form = sentForm(sent);
  const values = keptValues(form, ["password"]);
  const entry = signInForm.safeParse({
    email: fieldText(form, "email"),
    password: fieldText(form, "password"),
  });
  if (!entry.success) {
    return { message: null, errors: fieldErrors(entry.error), values };
  }

  const now = new Date();
  const result = await enter(entry.data, now);
  if (!result.ok) {
    const words = refusalWords(result);
    return result.reason === "wrong"
      ? { message: null, errors: { password: words }, values }
      : { message: words, errors: {}, values };
  }
  await setSessionCookie(result.actor);
  await leaveDeviceMark(entry.data.email, now);
  return redirect(returnPath(fieldText(form, "next")));
}

/** Ends this session, here and in the database. */
export async function signOut(): Promise<void> {
  const actor = await requireStaff();
  await closeSession(actor, new Date());
  await dropSessionCookie();
  redirect("/sign-in");
}

async function leaveDeviceMark(email: string, now: Date): Promise<void> {
  const secret = authSecret();
  (await cookies()).set(knownDeviceCookie(secret, email), knownDeviceMark(secret, email, now), {
    httpOnly: true,
    sameSite: "strict",
    secure: secureCookies(),
    path: "/sign-in",
    maxAge: KNOWN_DEVICE_DAYS * 86_400,
  });
}
