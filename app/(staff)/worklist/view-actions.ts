"use server";

import { revalidatePath } from "next/cache";
import { RedirectType, redirect } from "next/navigation";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { changeView, removeView, saveView } from "@/db/mutations/views";
import { fieldErrors } from "@/lib/forms/field-errors";
import { type FormState, keptValues, sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";
import { changedViewForm, MOST_VIEWS, newViewForm } from "@/lib/worklist/views";
import { listAddress } from "./paths";

const INCOMPLETE = "This form is incomplete. Reload the page; nothing was saved.";
const NAME_TAKEN = { name: "You have a view of this name already" };

/** Keeps the filters of the list as a view. Fields: id, name, query, shared. */
export async function keepView(_: FormState, sent: FormData): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const parsed = newViewForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) {
    const { name, query } = fieldErrors(parsed.error);
    const message = name ? null : (query ?? INCOMPLETE);
    return { message, errors: name ? { name } : {}, values };
  }
  const result = await orForbidden(actor, () => saveView(actor, parsed.data, new Date()));
  if (!result.ok) {
    if (result.reason === "name_taken") return { message: null, errors: NAME_TAKEN, values };
    const message =
      result.reason === "too_many"
        ? `Not saved. You have ${MOST_VIEWS} views: remove one first.`
        : INCOMPLETE;
    return { message, errors: {}, values };
  }
  revalidatePath("/", "layout");
  redirect(`/worklist?${parsed.data.query}`, RedirectType.replace);
}

/** Renames one's own view, shares it or takes it back. Fields: viewId, version, name, shared. */
export async function changeOwnView(
  back: string,
  _: FormState,
  sent: FormData,
): Promise<FormState> {
  const actor = await requireStaff();
  const form = sentForm(sent);
  const values = keptValues(form);
  const parsed = changedViewForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) {
    const { name } = fieldErrors(parsed.error);
    return { message: name ? null : INCOMPLETE, errors: name ? { name } : {}, values };
  }
  const result = await orForbidden(actor, () => changeView(actor, parsed.data, new Date()));
  if (!result.ok) {
    if (result.reason === "name_taken") return { message: null, errors: NAME_TAKEN, values };
    const message =
      result.reason === "stale"
        ? `Not saved. It was changed meanwhile: it is called “${result.stands.name}” and is ${result.stands.shared ? "shared" : "yours alone"}. Reload the page to go on from there.`
        : "Not saved. The view is gone, or isn’t yours.";
    return { message, errors: {}, values };
  }
  revalidatePath("/", "layout");
  redirect(listAddress(back, [["open", "views"]]), RedirectType.replace);
}

/** Removes a view. Field: viewId. */
export async function dropView(back: string, sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const viewId = uuidOrNull(sentForm(sent).get("viewId"));
  // Gone already is what was wanted; the list of views shows what is left.
  if (viewId !== null) await orForbidden(actor, () => removeView(actor, { viewId }, new Date()));
  revalidatePath("/", "layout");
  redirect(listAddress(back, [["open", "views"]]), RedirectType.replace);
}
