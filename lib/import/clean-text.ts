/**
 * A cell as people read it: NFC, no control, zero-width or direction characters, single spaces,
 * trimmed. Line breaks become spaces. Formula signs stay: a cell is text, never a formula.
 */
export function cleanText(cell: string | undefined): string {
  if (cell === undefined || cell === "") return "";
  if (PLAIN.test(cell)) return cell;
  return cell.normalize("NFC").replace(/\s+/g, " ").replace(INVISIBLE, "").trim();
}

// Most cells are plain ASCII words with single spaces and need no work.
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;

/** The same text for comparing: cleaned, lower case. Accents stay, they tell names apart. */
export function foldText(cell: string | undefined): string {
  return cleanText(cell).toLowerCase();
}

/** The same text without accents, for finding words in it. */
export function plainText(cell: string | undefined): string {
  return foldText(cell)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("œ", "oe")
    .replaceAll("ß", "ss");
}
