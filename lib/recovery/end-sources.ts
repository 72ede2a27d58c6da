/**
 * How the end of a treatment is known. `estimated`: start plus the usual length. `day_only`: the
 * day's first instant, the earliest it can be.
 */
export const END_SOURCES = ["recorded", "estimated", "day_only"] as const;
export type EndSource = (typeof END_SOURCES)[number];

/** When a treatment ended, and how that is known. */
export type TreatmentTime = { endedAt: Date; endedAtSource: EndSource };

/** How that is said beside a time; a recorded one needs no word. */
export const END_SOURCE_WORDS: Readonly<Record<EndSource, string>> = {
  recorded: "recorded",
  estimated: "end estimated from the start",
  day_only: "only the day is known",
};
