/** The languages in which a patient can be spoken to. */
export const LANGUAGES = ["en", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How a language is called on screen. */
export const LANGUAGE_WORDS: Readonly<Record<Language, string>> = { en: "English", es: "Spanish" };
