import parsePhoneNumber from "libphonenumber-js/min";

/** An E.164 number as people of its own country write it, others with their country code. */
export function displayPhone(e164: string, country = "US"): string {
  const phone = parsePhoneNumber(e164);
  if (!phone) return e164;
  const home = phone.country === country || phone.countryCallingCode === "1";
  return home ? phone.formatNational() : phone.formatInternational();
}
