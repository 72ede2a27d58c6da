import { decode, encode } from "next-auth/jwt";
import { authSecret } from "@/lib/env";

/** A search that is reopened after a day is typed again. */
const SECONDS = 86_400;

/** What was typed, sealed, so that an address keeps it and no log or history can read it. */
export function sealSearch(text: string): Promise<string> {
  return encode({ token: { search: text }, secret: authSecret(), salt: "search", maxAge: SECONDS });
}

/** The text of a sealed search; empty for one that is too old or not ours. */
export async function openSearch(sealed: string | string[] | undefined): Promise<string> {
  if (typeof sealed !== "string" || sealed.length > 2000) return "";
  try {
    const opened = await decode({ token: sealed, secret: authSecret(), salt: "search" });
    return typeof opened?.search === "string" ? opened.search : "";
  } catch {
    return "";
  }
}
