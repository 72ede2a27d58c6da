import type { Language } from "@/lib/patients/languages";

/** Counts that readability formulas ask for. */
function counts(texts: readonly string[], language: Language) {
  const sentences = texts.flatMap((text) =>
    text
      .replaceAll(/\{\w+\}/g, "")
      .split(/[.!?:;¿¡]+/)
      .map((sentence) => sentence.match(/[\p{L}’']+/gu) ?? [])
      .filter((words) => words.length > 0),
  );
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word, language), 0);
  return { sentences: sentences.length, words: words.length, syllables };
}

function syllablesOf(word: string, language: Language): number {
  const letters = word.toLowerCase();
  if (language === "es") {
    // A weak vowel without an accent makes one syllable with its neighbour.
    return (letters.match(/[iuü]?[aeoáéó][iuy]?|[íú]|[iuü]+|y$/g) ?? ["."]).length;
  }
  const spoken = letters.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").replace(/^y/, "");
  return (spoken.match(/[aeiouy]{1,2}/g) ?? ["."]).length;
}

/** Flesch–Kincaid: the school year in which a child reads it. A ten-year-old is in the fifth. */
export function schoolYear(texts: readonly string[]): number {
  const { sentences, words, syllables } = counts(texts, "en");
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}

/** Fernández Huerta: 100 is the easiest Spanish; from 80 on it is easy, for ten-year-olds. */
export function spanishEase(texts: readonly string[]): number {
  const { sentences, words, syllables } = counts(texts, "es");
  return 206.84 - 60 * (syllables / words) - 1.02 * (words / sentences);
}
