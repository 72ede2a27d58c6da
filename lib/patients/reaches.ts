/** Whom a number or address reaches. */
export const REACHES = ["patient", "alternate", "emergency"] as const;
export type Reaches = (typeof REACHES)[number];

/** How that is said beside a number. */
export const REACHES_WORDS: Readonly<Record<Reaches, string>> = {
  patient: "Own number",
  alternate: "Alternate contact",
  emergency: "Emergency contact",
};
