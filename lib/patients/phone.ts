import parsePhoneNumber from "libphonenumber-js/min";

/** Numbers whose written form is kept: a page's worth of them takes milliseconds to work out. */
const MOST_KEPT = 5_000;
const kept = new Map<string, string>();

/** An E.164 number as people of its own country write it, others with their country code. */
export function displayPhone(e164: string, country = "US"): string {
  const key = `${country} ${e164}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const shown = written(e164, country);
  kept.set(key, shown);
  return shown;
}

function written(e164: string, country: string): string {
  const phone = parsePhoneNumber(e164);
  if (!phone) return e164;
  const home = phone.country === country || phone.countryCallingCode === "1";
  return home ? phone.formatNational() : phone.formatInternational();
}
