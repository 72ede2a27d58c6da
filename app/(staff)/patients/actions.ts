"use server";

import { redirect } from "next/navigation";
import { requireStaff } from "@/app/auth";
import { fieldText } from "@/lib/forms/field-text";
import { sentForm } from "@/lib/forms/form-state";
import { sealSearch } from "./sealed-search";

/** Longer than any name that is typed while somebody waits on the line. */
const LONGEST = 100;

/** Leads to the patients found. Field: q. */
export async function findPatients(sent: FormData): Promise<void> {
  await requireStaff();
  const text = fieldText(sentForm(sent), "q").trim().slice(0, LONGEST);
  redirect(text === "" ? "/patients" : `/patients?find=${await sealSearch(text)}`);
}
