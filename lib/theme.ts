/** What a person can choose; `system` follows the device. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The cookie that keeps the choice, so that the first paint is already right. */
export const THEME_COOKIE = "afterglow-theme";

/** Reads a cookie's text; anything unknown follows the device. */
export function themeOf(text: string | undefined): Theme {
  return THEMES.find((theme) => theme === text) ?? "system";
}
