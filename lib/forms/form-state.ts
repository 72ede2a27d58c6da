/**
 * What a server action hands back to its form: an error beside each field it belongs to, a message
 * for the whole form, and everything that was typed, so that no answer is lost without scripts.
 */
export type FormState = {
  message: string | null;
  errors: Readonly<Record<string, string>>;
  values: Readonly<Record<string, readonly string[]>>;
};

/** The state of a form that nobody has sent yet. */
export const IDLE: FormState = { message: null, errors: {}, values: {} };

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

/**
 * What an action was handed as its form. Anybody can call one with something else; that is a form
 * in which nothing was filled in.
 */
export function sentForm(sent: unknown): FormData {
  return sent instanceof FormData ? sent : new FormData();
}

/** Typed texts by field name. Files are left out, and so are the names in `secret` (passwords). */
export function keptValues(form: FormData, secret: readonly string[] = []): FormState["values"] {
  // A map first: a field may be called "constructor".
  const kept = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (typeof value !== "string" || secret.includes(name)) continue;
    if (name === "__proto__" || name.startsWith("$ACTION")) continue;
    kept.set(name, [...(kept.get(name) ?? []), value]);
  }
  return Object.fromEntries(kept);
}
