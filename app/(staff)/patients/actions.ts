"use server";

import { redirect } from "next/navigation";
import { requireStaff } from "@/app/auth";
import { fieldText } from "@/lib/forms/field-text";
import { sentForm } from "@/lib/forms/form-state";
import { searchAddress } from "./sealed-search";

/** Leads to the patients found. Field: q. */
export async function findPatients(sent: FormData): Promise<void> {
  await requireStaff();
  redirect(await searchAddress(fieldText(sentForm(sent), "q")));
}
