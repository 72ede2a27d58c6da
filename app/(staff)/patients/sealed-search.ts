import { openText, sealText } from "@/app/sealed-text";

/** Longer than any name that is typed while somebody waits on the line. */
const LONGEST = 100;

/** A search that is reopened after a day is typed again. */
const SECONDS = 86_400;

/** Where the search for a text leads: the text is sealed, so that no log or history can read it. */
export async function searchAddress(typed: string): Promise<string> {
  const text = typed.trim().slice(0, LONGEST);
  return text === "" ? "/patients" : `/patients?find=${await sealText("search", text, SECONDS)}`;
}

/** The text of a sealed search; empty for one that is too old or not ours. */
export function openSearch(sealed: string | string[] | undefined): Promise<string> {
  return openText("search", sealed);
}
