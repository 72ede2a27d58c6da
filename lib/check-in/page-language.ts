import { LANGUAGES, type Language } from "@/lib/patients/languages";
import { CHECK_IN_PATH } from "./link";

/** A text as a language that we speak; null for any other. */
export function languageOrNull(text: unknown): Language | null {
  return LANGUAGES.find((language) => language === text) ?? null;
}

/**
 * The language of a page, from the path and query that were asked for. The link says a patient's own
 * language, and the switch another one; without either the browser decides. Staff pages are English.
 */
export function pageLanguage(path: string | null, accepted: string | null): Language {
  if (path === null || !isCheckIn(path)) return "en";
  const asked = new URLSearchParams(path.split("?", 2)[1] ?? "").get("lang");
  const first = accepted?.split(",")[0]?.trim().slice(0, 2).toLowerCase();
  return languageOrNull(asked) ?? languageOrNull(first) ?? "en";
}

/** Whether a path belongs to a patient's own page, or tries to. */
export function isCheckIn(path: string): boolean {
  const [plain = ""] = path.split("?", 1);
  return plain === CHECK_IN_PATH || plain.startsWith(`${CHECK_IN_PATH}/`);
}
