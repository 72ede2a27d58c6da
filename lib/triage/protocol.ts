export const LEVELS = [
  "expected",
  "awaiting",
  "watch",
  "complication",
  "urgent",
  "emergency",
] as const;
export type Level = (typeof LEVELS)[number];
export const CHECK_IN_SOURCES = ["patient", "staff_phone", "staff_clinic"] as const;
export type Answers = Record<string, number | string>;
export type ReasonCode = string;
export type Thresholds = Record<string, number>;
export type Protocol = { version: number };
