import { z } from "zod";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { freeText } from "@/lib/forms/free-text";
import {
  MOST_HOURS,
  maySetTo,
  REASON_LIMIT,
  SETTABLE_RESTRICTIONS,
  type SettableRestriction,
} from "./restriction-hours";

/** What a provider sets for one patient; `untilHours` null goes back to the guide. */
export type SentRestriction = {
  id: SettableRestriction;
  untilHours: number | null;
  reason: string;
  version: number;
};

export type ReadRestriction =
  | { ok: true; value: SentRestriction }
  | { ok: false; errors: Record<string, string> };

const fields = z.object({
  restriction: z.enum(SETTABLE_RESTRICTIONS),
  unit: z.enum(["hours", "days"]),
  reason: freeText(REASON_LIMIT).refine((reason) => reason !== null, "Say why it is set"),
  version: z.string().regex(/^\d{1,9}$/),
});

/**
 * Reads the form that sets a restriction: restriction, until (a whole number), unit (hours or days), reason,
 * version; `back` with any text goes back to the guide, whatever `until` says.
 */
export function parseRestriction(form: FormData): ReadRestriction {
  const said = fields.safeParse(
    Object.fromEntries(Object.keys(fields.shape).map((name) => [name, fieldText(form, name)])),
  );
  const isBack = fieldText(form, "back") !== "";
  const id = SETTABLE_RESTRICTIONS.find((each) => each === fieldText(form, "restriction"));
  const untilHours = isBack ? null : hoursOf(fieldText(form, "until"), fieldText(form, "unit"));
  const isWrong = !isBack && id !== undefined && (untilHours === null || !maySetTo(id, untilHours));
  if (!said.success || isWrong) {
    const errors = said.success ? {} : fieldErrors(said.error);
    return { ok: false, errors: isWrong ? { ...errors, until: untilRefusal(id) } : errors };
  }
  const { restriction, reason, version } = said.data;
  return {
    ok: true,
    value: { id: restriction, untilHours, reason: reason ?? "", version: Number(version) },
  };
}

/** What stands beside an end that may not be set. */
export function untilRefusal(id: SettableRestriction): string {
  return id === "exercise"
    ? "Choose 24, 48 or 72 hours"
    : `Enter a whole number: 1 to ${MOST_HOURS} hours, or 1 to ${MOST_HOURS / 24} days`;
}

function hoursOf(text: string, unit: string): number | null {
  const digits = text.trim();
  if (!/^\d{1,4}$/.test(digits)) return null;
  return Number(digits) * (unit === "days" ? 24 : 1);
}
