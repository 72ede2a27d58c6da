const SIGNATURES: readonly { bytes: readonly number[]; what: string; spreadsheet: boolean }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: "an Excel workbook or a zip archive",
    spreadsheet: true,
  },
  { bytes: [0x50, 0x4b, 0x05, 0x06], what: "an empty zip archive", spreadsheet: true },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: "an old Excel workbook", spreadsheet: true },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF", spreadsheet: false },
  { bytes: [0x1f, 0x8b], what: "a compressed file", spreadsheet: false },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a picture", spreadsheet: false },
  { bytes: [0xff, 0xd8, 0xff], what: "a picture", spreadsheet: false },
];

/**
 * Names files that are called .csv and are something else, from their first bytes. Null for what
 * may be text; an empty file is named as such.
 */
export function recogniseForeignFile(
  bytes: Uint8Array,
): { reason: "empty" | "html" | "spreadsheet" | "binary"; message: string } | null {
  if (bytes.byteLength === 0) return { reason: "empty", message: "The file is empty." };
  for (const { bytes: signature, what, spreadsheet } of SIGNATURES) {
    if (signature.every((byte, index) => bytes[index] === byte)) {
      return spreadsheet
        ? {
            reason: "spreadsheet",
            message: `The file is ${what}, not CSV: open it and save it as "CSV UTF-8".`,
          }
        : { reason: "binary", message: `The file is ${what}, not CSV.` };
    }
  }
  const head = new TextDecoder("windows-1252")
    .decode(bytes.subarray(0, 2048))
    .replaceAll("\u0000", "");
  if (
    /^(?:ï»¿|ÿþ|þÿ)?\s*<(?:!doctype|html|head|body|table|\?xml|meta|script|style|!--)/i.test(head)
  ) {
    return {
      reason: "html",
      message:
        "The file is a web page (HTML), not CSV: open it in a spreadsheet and save it as CSV.",
    };
  }
  return null;
}
