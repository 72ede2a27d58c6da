import type { Level } from "./protocol";

/** The one word of each level, wherever staff read it. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  expected: "Expected",
  awaiting: "Awaiting check-in",
  watch: "Watch",
  complication: "Complication",
  urgent: "Urgent",
  emergency: "Emergency",
};
