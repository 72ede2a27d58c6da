import { decode, encode } from "next-auth/jwt";
import { authSecret } from "@/lib/env";

/** What a sealed text is for: one can't be passed off as the other. */
type Purpose = "search" | "notice" | "visit" | "link";

/** A text sealed for an address, so that the address keeps it and no log or history can read it. */
export function sealText(purpose: Purpose, text: string, seconds: number): Promise<string> {
  const token = { [purpose]: text };
  return encode({ token, secret: authSecret(), salt: purpose, maxAge: seconds });
}

/** The text of a sealed one; empty when it is too old, not ours or for something else. */
export async function openText(
  purpose: Purpose,
  sealed: string | string[] | undefined,
): Promise<string> {
  if (typeof sealed !== "string" || sealed.length > 4000) return "";
  try {
    const opened = await decode({ token: sealed, secret: authSecret(), salt: purpose });
    const text = opened?.[purpose];
    return typeof text === "string" ? text : "";
  } catch {
    return "";
  }
}
