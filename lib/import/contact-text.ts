import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js";
import { cleanText } from "./clean-text";

/** What a contact cell holds: nothing, a value, or text that can't be read. */
export type ContactText = { value: string | null; unreadable: boolean };

/** Whether the phone library knows this two-letter region. */
export function isPhoneRegion(region: string): region is CountryCode {
  return isSupportedCountry(region);
}

/**
 * A phone cell as E.164 with the clinic's region, extension dropped. Guards that keep a spreadsheet
 * from reading a number as a formula ('+44…, \+44…, ="808…") are taken off. Unreadable when there is
 * text that is no valid number.
 */
export function readPhone(cell: string, region: CountryCode): ContactText {
  const text = unguard(cleanText(cell));
  if (/^[^\p{L}\d]*$|^(?:n\/?a|none|no phone)$/iu.test(text)) return NOTHING;
  for (const candidate of [text, ...text.split(/[;/|,]|\bor\b/)]) {
    const number = parsePhoneNumberFromString(candidate.trim(), region);
    if (number?.isValid()) return { value: number.number, unreadable: false };
  }
  return { value: null, unreadable: true };
}

/** An e-mail cell in lower case; unreadable when it is no address. */
export function readEmail(cell: string): ContactText {
  const text = unguard(cleanText(cell))
    .replace(/^mailto:/i, "")
    .replace(/[;,\s].*$/, "")
    .toLowerCase();
  if (text === "") return NOTHING;
  const valid = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/.test(text);
  return { value: valid ? text : null, unreadable: !valid };
}

const NOTHING: ContactText = { value: null, unreadable: false };

/** An id cell as text: ="0012" is 0012. */
export function readId(cell: string): string | null {
  const text = unguard(cleanText(cell));
  return text === "" ? null : text;
}

function unguard(text: string): string {
  const quoted = /^=\s*"(.*)"$/.exec(text);
  return (quoted?.[1] ?? text).replace(/^['\\]+/, "").trim();
}
