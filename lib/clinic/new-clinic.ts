import { getCountries, isSupportedCountry, parsePhoneNumberWithError } from "libphonenumber-js";
import { z } from "zod";
import { isZone } from "@/lib/dates";
import type { OpeningHours } from "@/lib/follow-up/opening-hours";

/** The opening hours of a clinic that hasn't said its own: Monday to Friday, 9 to 5. */
export const NINE_TO_FIVE: OpeningHours = {
  mon: [["09:00", "17:00"]],
  tue: [["09:00", "17:00"]],
  wed: [["09:00", "17:00"]],
  thu: [["09:00", "17:00"]],
  fri: [["09:00", "17:00"]],
  sat: [],
  sun: [],
};

const shortText = (what: string) =>
  z
    .string(`${what} is missing`)
    .trim()
    .min(1, `${what} is missing`)
    .max(120, `${what} is too long`);

/** What it takes to open a clinic: the clinic, and the person who then lets the others in. */
export const newClinic = z
  .object({
    clinic: shortText("The clinic's name"),
    zone: z
      .string("The time zone is missing")
      .refine(
        (zone) => zone.includes("/") && isZone(zone),
        "Not an IANA time zone, such as America/Chicago",
      ),
    country: z
      .string("The country is missing")
      .toUpperCase()
      .refine(
        isSupportedCountry,
        `Not a country code, such as US (${getCountries().length} are known)`,
      ),
    phone: z.string("The clinic's phone number is missing"),
    name: shortText("The administrator's name"),
    email: z.email("Not an e-mail address").trim().toLowerCase().max(254),
  })
  .transform((given, context) => {
    const phone = e164(given.phone, given.country);
    if (phone !== null) return { ...given, phone };
    context.addIssue({
      code: "custom",
      path: ["phone"],
      message: "Not a phone number of this country",
    });
    return z.NEVER;
  });
export type NewClinic = z.infer<typeof newClinic>;

function e164(text: string, country: string): string | null {
  if (!isSupportedCountry(country)) return null;
  try {
    const number = parsePhoneNumberWithError(text, country);
    return number.isValid() ? number.number : null;
  } catch {
    return null;
  }
}
