/** Whom a number or address reaches. */
export const REACHES = ["patient", "alternate", "emergency"] as const;
export type Reaches = (typeof REACHES)[number];

/** How that is said beside a number. */
export const REACHES_WORDS: Readonly<Record<Reaches, string>> = {
  patient: "Own number",
  alternate: "Alternate contact",
  emergency: "Emergency contact",
};

/** Whose number it is, beside one that isn't simply the patient's own; null for that one. */
export function whoseNumber({ reaches, owner }: { reaches: Reaches; owner: string | null }) {
  return owner ?? (reaches === "patient" ? null : REACHES_WORDS[reaches]);
}
