"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { preferencesOf } from "@/app/preferences";
import { choosePreferences } from "@/db/mutations/preferences";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { DENSITIES, otherDensity, preferencesWords } from "@/lib/preferences";

const preferencesForm = z.object({
  shortcuts: z.enum(["on", "off"], "Choose on or off"),
  density: z.enum(DENSITIES, "Choose one"),
  morningMail: z.enum(["on", "off"], "Choose on or off"),
  version: z.coerce.number().int().min(0),
});

/** Keeps how this person works. Fields: shortcuts, density, morningMail, version. */
export async function savePreferences(_: FormState, sent: FormData): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const parsed = preferencesForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) {
    return {
      message: "This form is incomplete. Reload the page; nothing was saved.",
      errors: {},
      values,
    };
  }
  const { shortcuts, density, morningMail, version } = parsed.data;
  const chosen = {
    shortcuts: shortcuts === "on",
    density,
    morningMail: morningMail === "on",
    version,
  };
  const result = await orForbidden(actor, () => choosePreferences(actor, chosen, new Date()));
  if (!result.ok) {
    const stands = preferencesWords(result.stands);
    const message = `Not saved. You changed this in another window; there it says: ${stands}. Reload the page to go on from there.`;
    return { message, errors: {}, values };
  }
  revalidatePath("/", "layout");
  redirect("/settings?saved=1");
}

/** Turns the height of the list's rows over. */
export async function turnDensity(): Promise<void> {
  const actor = await requireStaff();
  const { density } = await preferencesOf(actor);
  const turned = { density: otherDensity(density), version: null };
  await orForbidden(actor, () => choosePreferences(actor, turned, new Date()));
  revalidatePath("/", "layout");
}
