/** A form field's text as it was sent; a missing one and a file read as empty. */
export function fieldText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
