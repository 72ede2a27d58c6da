/** So many patients are shown; a longer list is no help to somebody on the phone. */
export const MOST_FOUND = 20;

/** A query longer than this can't be a name or a number; more words don't narrow it. */
const MOST_WORDS = 6;

/** Text as it is compared: no accents, no case, no punctuation. */
export function nameKey(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * What a patient is found by: each word of the name and each ending, of two digits or more, of each
 * phone number. A part of a number is then the beginning of one of its endings.
 */
export function searchTerms(name: string, phones: readonly string[]): string[] {
  // O'Neil is looked for as "oneil" too.
  const spellings = `${name} ${name.replace(/['’]/gu, "")}`;
  const terms = new Set(nameKey(spellings).split(" ").filter(Boolean));
  for (const phone of phones) {
    const digits = phone.replace(/\D/g, "");
    for (let from = 0; from + 2 <= digits.length; from++) terms.add(digits.slice(from));
  }
  return [...terms];
}

/**
 * The beginnings that all must match for a query. Digits with any punctuation are one part of a
 * number; anything else is words of a name. Empty for a query without a letter or digit.
 */
export function searchPrefixes(query: string): string[] {
  const digits = query.replace(/\D/g, "");
  if (digits.length >= 2 && !/\p{L}/u.test(query)) return [digits];
  return nameKey(query).split(" ").filter(Boolean).slice(0, MOST_WORDS);
}
