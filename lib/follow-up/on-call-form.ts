import { z } from "zod";
import { instantOfField } from "@/lib/dates";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";

export type OnCallEntry = {
  staffId: string | null;
  untilAt: Date | null;
  seenShiftId: string | null;
};

const idOrNull = (message: string) =>
  z
    .string()
    .transform((text) => (text === "" ? null : text))
    .pipe(z.uuid(message).nullable());

/** Reads the form that puts somebody on call; times are the clinic's. An end without a person is ignored. */
export function parseOnCall(
  form: FormData,
  { now, timeZone }: { now: Date; timeZone: string },
): { ok: true; entry: OnCallEntry } | { ok: false; errors: Record<string, string> } {
  const fields = z.object({
    staffId: idOrNull("Choose somebody of the list"),
    seenShiftId: idOrNull("Reload the page; nothing was saved"),
    until: z
      .string()
      .transform((text) => (text === "" ? null : (instantOfField(text, timeZone) ?? "unreadable")))
      .refine((at) => at !== "unreadable", "Enter a day and a time, or leave it empty")
      .refine((at) => !(at instanceof Date) || at > now, "Enter a time to come"),
  });
  const names = ["staffId", "seenShiftId", "until"] as const;
  const parsed = fields.safeParse(
    Object.fromEntries(names.map((name) => [name, fieldText(form, name)])),
  );
  if (!parsed.success) return { ok: false, errors: fieldErrors(parsed.error) };
  const { staffId, seenShiftId, until } = parsed.data;
  const untilAt = staffId !== null && until instanceof Date ? until : null;
  return { ok: true, entry: { staffId, untilAt, seenShiftId } };
}
