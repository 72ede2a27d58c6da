import { z } from "zod";

/** What the sign-in form sends. E-mail in lower case, as it is stored. */
export const signInForm = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, "Enter your e-mail address")
    .max(254, "This address is too long")
    .refine((text) => !/\p{C}/u.test(text), "This is no e-mail address"),
  password: z.string().min(1, "Enter your password").max(512, "This password is too long"),
});
export type Credentials = z.infer<typeof signInForm>;

/** Why nobody was let in. `wrong` never says whether the account exists. */
export type SignInRefusal =
  | { ok: false; reason: "wrong" }
  | { ok: false; reason: "too_many"; minutes: number }
  | { ok: false; reason: "unavailable" };

/** The sentence for a refusal, with what the person can do. */
export function refusalWords(refusal: SignInRefusal): string {
  if (refusal.reason === "wrong")
    return "E-mail and password don't match. Check both and try again.";
  if (refusal.reason === "unavailable") {
    return "Sign-in can't be checked right now. Nothing is wrong with your password; try again in a minute.";
  }
  return `Too many tries. Wait ${refusal.minutes} min, or use a device on which you signed in before.`;
}
