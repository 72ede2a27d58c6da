"use server";

import { revalidatePath } from "next/cache";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { seeAlert } from "@/db/mutations/alerts";
import { sentForm } from "@/lib/forms/form-state";
import { uuidOrNull } from "@/lib/forms/uuid";

/** Takes note of an alert. Field: alertId. One that is gone meanwhile is gone from the page too. */
export async function noteAlert(sent: FormData): Promise<void> {
  const actor = await requireStaff();
  const alertId = uuidOrNull(sentForm(sent).get("alertId"));
  if (alertId !== null) await orForbidden(actor, () => seeAlert(actor, { alertId }, new Date()));
  revalidatePath("/", "layout");
}
