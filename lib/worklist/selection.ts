/** How many patients can be selected at once: more is no selection but a list. */
export const MOST_SELECTED = 200;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** 16 bytes in base64url. */
const PACKED_LENGTH = 22;

/** Ids as short as an address can hold them: 22 letters each, one after the other. */
export function packIds(ids: readonly string[]): string {
  return ids
    .map((id) => {
      const bytes = id.replaceAll("-", "").match(/../g) ?? [];
      const binary = String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16)));
      return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    })
    .join("");
}

/**
 * The ids of an address or a form: packed, or as they are, one or several. Each once and in their
 * order; what is no id is left out, and so is what goes beyond the most.
 */
export function unpackIds(sent: string | readonly string[] | undefined): string[] {
  const texts = typeof sent === "string" ? [sent] : (sent ?? []);
  const ids = texts.flatMap((text) => (UUID.test(text) ? [text.toLowerCase()] : unpack(text)));
  return [...new Set(ids)].slice(0, MOST_SELECTED);
}

function unpack(text: string): string[] {
  const ids: string[] = [];
  for (let at = 0; at + PACKED_LENGTH <= text.length && ids.length < MOST_SELECTED; ) {
    const part = text.slice(at, (at += PACKED_LENGTH));
    if (!/^[\w-]+$/.test(part)) return ids;
    const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    ids.push(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
  }
  return ids;
}
