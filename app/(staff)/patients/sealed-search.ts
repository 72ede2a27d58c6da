import { openText, sealText } from "@/app/sealed-text";

/** A search that is reopened after a day is typed again. */
const SECONDS = 86_400;

/** What was typed, sealed, so that an address keeps it and no log or history can read it. */
export function sealSearch(text: string): Promise<string> {
  return sealText("search", text, SECONDS);
}

/** The text of a sealed search; empty for one that is too old or not ours. */
export function openSearch(sealed: string | string[] | undefined): Promise<string> {
  return openText("search", sealed);
}
