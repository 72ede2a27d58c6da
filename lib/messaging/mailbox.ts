/** Whom a mail is from: a plain address and, perhaps, the name to show before it. */
export type Mailbox = { name: string; address: string };

/** No signs that end an address or a header, so that one address stays one. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[^\s@<>(),;:"\\[\]\p{Cc}]+$/u;

/** Whether a text is one mail address and nothing else. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/** Reads `desk@example.org` or `Westside Skin <desk@example.org>`; null for anything else. */
export function readMailbox(text: string): Mailbox | null {
  const [, name = "", address = text] = /^"?([^"<>\p{Cc}]*?)"?\s*<([^<>]*)>$/u.exec(text) ?? [];
  return isMailAddress(address) ? { name: name.trim(), address } : null;
}
