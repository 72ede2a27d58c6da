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

/** Typed texts by field name. Files are left out, and so are the names in `secret` (passwords). */
export function keptValues(form: FormData, secret: readonly string[] = []): FormState["values"] {
  const kept: Record<string, string[]> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || secret.includes(name) || name.startsWith("$ACTION")) continue;
    kept[name] = [...(kept[name] ?? []), value];
  }
  return kept;
}
