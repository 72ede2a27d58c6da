import { z } from "zod";
import { isZone } from "@/lib/dates";
import { fieldErrors } from "@/lib/forms/field-errors";
import { fieldText } from "@/lib/forms/field-text";
import { freeText } from "@/lib/forms/free-text";
import { isPhoneRegion, readPhone } from "@/lib/import/contact-text";

/** What a clinic decides about its messages. Clock times are local, "HH:MM". */
export type ClinicMessages = {
  /** Whether the desk asks patients by itself. */
  checkInMessages: boolean;
  quietFrom: string;
  quietUntil: string;
  /** What messages call the clinic; null: its name. */
  messageName: string | null;
  /** The number that texts come from, E.164; null: the provider's own. */
  textNumber: string | null;
};

/** When a patient wants to be written to. Null: as everybody else. */
export type WriteTimes = {
  /** IANA name of the zone they live in. */
  timeZone: string | null;
  writeFrom: string | null;
  writeUntil: string | null;
};

type Parsed<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> };

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time such as 20:00");

const clinicFields = z.object({
  checkInMessages: z.enum(["on", "off"], "Choose on or off"),
  quietFrom: clockTime,
  quietUntil: clockTime,
  messageName: freeText(40).refine((name) => !/[\r\n]/.test(name ?? ""), "Keep it on one line"),
});

/** Reads the form about a clinic's messages; `country` says how its number is read. Errors by field. */
export function parseClinicMessages(form: FormData, country: string): Parsed<ClinicMessages> {
  const said = clinicFields.safeParse(
    fieldsOf(form, ["checkInMessages", "quietFrom", "quietUntil", "messageName"]),
  );
  const errors = fieldErrors(said.error);
  const number = fieldText(form, "textNumber").trim();
  const phone = number === "" || !isPhoneRegion(country) ? null : readPhone(number, country).value;
  if (number !== "" && phone === null) errors.textNumber = "Enter a number that can be called";
  if (!said.success || Object.keys(errors).length > 0) return { ok: false, errors };
  const { checkInMessages, ...rest } = said.data;
  return {
    ok: true,
    value: { checkInMessages: checkInMessages === "on", ...rest, textNumber: phone },
  };
}

/** Reads the form about when one patient is written to; an empty field is as everybody else. Errors by field. */
export function parseWriteTimes(form: FormData): Parsed<WriteTimes> {
  const { timeZone, writeFrom, writeUntil } = fieldsOf(form, [
    "timeZone",
    "writeFrom",
    "writeUntil",
  ]);
  const errors: Record<string, string> = {};
  if (timeZone !== "" && !isZone(timeZone)) errors.timeZone = "Choose a time zone";
  for (const [field, text] of Object.entries({ writeFrom, writeUntil })) {
    if (text !== "" && !clockTime.safeParse(text).success) {
      errors[field] = "Enter a time such as 18:00";
    }
  }
  if ((writeFrom === "") !== (writeUntil === "")) {
    errors[writeFrom === "" ? "writeFrom" : "writeUntil"] ??= "Enter both times, or neither";
  }
  if (writeFrom !== "" && writeFrom === writeUntil) errors.writeUntil ??= "Enter another time";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      timeZone: timeZone || null,
      writeFrom: writeFrom || null,
      writeUntil: writeUntil || null,
    },
  };
}

function fieldsOf<Name extends string>(form: FormData, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, fieldText(form, name)])) as Record<
    Name,
    string
  >;
}
