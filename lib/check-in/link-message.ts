import { encode } from "uqr";
import type { Language } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";

/** A way to hand a link over by hand: opens the staff's own messaging program with the words in it. */
export type LinkAddress = { kind: "sms" | "mailto"; to: string; href: string };

/** A link that was just made, ready for the screen: shown once, never stored. */
export type MadeLink = { url: string; addresses: LinkAddress[]; qr: QrPath };

/** The dark squares of a QR code as one path, on a board of `size` squares a side with its quiet border. */
export type QrPath = { size: number; path: string };

const WORDS: Readonly<Record<Language, (clinic: string) => string>> = {
  en: (clinic) =>
    `${clinic}: please tell us how you are. Open this page and say when you were born.`,
  es: (clinic) => `${clinic}: cuéntenos cómo está. Abra esta página y diga cuándo nació.`,
};

/** What is written to a patient with a link: no name, and no word of health. */
export function linkMessage(url: string, clinicName: string, language: Language): string {
  return `${WORDS[language](clinicName)} ${url}`;
}

/** The numbers and addresses of a patient to which the message can be sent by hand. */
export function linkAddresses(
  contacts: readonly { kind: "phone" | "sms" | "email"; value: string }[],
  message: string,
  subject: string,
): LinkAddress[] {
  const body = encodeURIComponent(message);
  return contacts.map(({ kind, value }) =>
    kind === "email"
      ? {
          kind: "mailto",
          to: value,
          href: `mailto:${encodeURIComponent(value)}?subject=${encodeURIComponent(subject)}&body=${body}`,
        }
      : { kind: "sms", to: displayPhone(value), href: `sms:${value}?&body=${body}` },
  );
}

/** Squares that stay white around a code, as readers want it. */
const QUIET = 4;

/** A text as a QR code. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: squares.join("") };
}
