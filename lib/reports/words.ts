import { CLOSING_WORDS } from "@/lib/recovery/closing";
import {
  type CascadeStep,
  type Dimension,
  type Exclusion,
  type FlagCategory,
  type FlagLevel,
  type Interval,
  NO_VALUE,
  type ReportedClosing,
  SMALLEST_N,
} from "./report";

/** What a list holds; one each. */
export const UNITS = {
  recovery: ["recovery", "recoveries"],
  patient: ["patient", "patients"],
  check: ["check", "checks"],
  call: ["call", "calls"],
  raise: ["flag", "flags"],
  message: ["message", "messages"],
  stop: ["STOP", "STOPs"],
  review: ["review", "reviews"],
} as const;
export type Unit = keyof typeof UNITS;

/** "1 recovery", "12 recoveries", "1,204 calls". */
export function countOf(n: number, unit: Unit): string {
  return `${counted(n)} ${UNITS[unit][n === 1 ? 0 : 1]}`;
}

/** "1,204" */
export function counted(n: number): string {
  return n.toLocaleString("en-US");
}

/**
 * A share of 1 in per cent: "74 %", below 10 % "6.3 %". Only none at all is "0 %", and only all of
 * them "100 %".
 */
export function percent(share: number): string {
  return `${percentNumber(share)}\u00a0%`;
}

/** An interval that ends at all or none misses it by the last bit. */
const EXACT = 1e-9;

function percentNumber(share: number): string {
  const value = share * 100;
  if (value < EXACT || value > 100 - EXACT) return value < EXACT ? "0" : "100";
  if (value < 0.1) return "<0.1";
  if (value >= 99.5) return value >= 99.95 ? ">99.9" : value.toFixed(1);
  return value < 9.95 ? value.toFixed(1) : value.toFixed(0);
}

/** "62 to 84 %" */
export function percentRange([lower, upper]: Interval): string {
  return `${percentNumber(lower)} to ${percent(upper)}`;
}

/** "74 % (95 % interval 62 to 84 %)", or why there is no percentage. */
export function rateWords({
  N,
  rate,
  ci,
}: {
  N: number;
  rate: number | null;
  ci: Interval | null;
}): string {
  if (rate === null || ci === null) {
    return N === 0 ? "Nobody to count" : `Too few for a percentage (fewer than ${SMALLEST_N})`;
  }
  return `${percent(rate)} (95\u00a0% interval ${percentRange(ci)})`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time given in seconds: "at once", "40 s", "35 min", "2 h 5 min", "3 days 4 h". */
export function durationWords(seconds: number): string {
  if (seconds < 1) return "at once";
  if (seconds < MINUTE) return `${Math.round(seconds)}\u00a0s`;
  if (seconds < 2 * DAY) return two(Math.round(seconds / MINUTE), 60, "h", "min");
  return two(Math.round(seconds / HOUR), 24, "days", "h");
}

function two(whole: number, per: number, large: string, small: string): string {
  const [much, rest] = [Math.floor(whole / per), whole % per];
  const parts = [];
  if (much > 0) parts.push(`${much}\u00a0${large}`);
  if (rest > 0) parts.push(`${rest}\u00a0${small}`);
  return parts.join(" ");
}

/** Seconds as hours of recovery, which is how limits are told: "48 h", "100.5 h". */
export function hourWords(seconds: number): string {
  const hours = seconds / HOUR;
  return `${hours < 10 && !Number.isInteger(hours) ? hours.toFixed(1) : Math.round(hours)}\u00a0h`;
}

export const STEP_WORDS: Readonly<Record<CascadeStep, string>> = {
  treated: "Treated",
  due: "Check due",
  contactable: "Contactable",
  attempted: "Tried",
  reached: "Reached",
  resolved: "Resolved",
};

export const EXCLUSION_WORDS: Readonly<Record<Exclusion, string>> = {
  do_not_contact: "Asked not to be contacted",
  no_contact_point: "No number or address known",
  not_usable: "No number or address that works",
  no_consent: "No consent, or STOP",
};

export const CATEGORY_WORDS: Readonly<Record<FlagCategory, string>> = {
  infection: "Signs of infection",
  allergic: "Signs of an allergic reaction",
  prolonged: "Prolonged beyond the first days",
  past_window: "Past 48 h, or come back",
  more_than_expected: "More than expected",
  no_report: "No report, or not confirmed gone",
  data_check: "Data to check",
  clinic_rule: "A rule of the clinic",
};

export const CLOSING_LABELS: Readonly<Record<ReportedClosing, string>> = CLOSING_WORDS;

/** How soon a call is due after a flag. */
export const LIMIT_WORDS: Readonly<Record<FlagLevel, string>> = {
  awaiting: "24 h",
  watch: "24 h",
  complication: "4 h of opening time",
  urgent: "1 h",
  emergency: "1 h",
};

export const DIMENSION_WORDS: Readonly<Record<Dimension, string>> = {
  device: "Device",
  rf: "Radiofrequency",
  depth: "Depth",
  area: "Area",
  lot: "Product lot",
  practitioner: "Practitioner",
  site: "Site",
};

const VALUE_WORDS: Readonly<Record<string, string>> = {
  [NO_VALUE]: "Not recorded",
  rf: "With radiofrequency",
  no_rf: "Without radiofrequency",
  "<0.5": "under 0.5 mm",
  "0.5-<1.0": "0.5 to under 1.0 mm",
  "1.0-<1.5": "1.0 to under 1.5 mm",
  "1.5-<2.0": "1.5 to under 2.0 mm",
  "2.0+": "2.0 mm and more",
};

const DEPTH_BANDS = ["<0.5", "0.5-<1.0", "1.0-<1.5", "1.5-<2.0", "2.0+"];

/** How a value of a dimension is called on screen: fixed codes get words, names stand as they are. */
export function valueWords(dimension: Dimension, value: string): string {
  const coded = dimension === "rf" || dimension === "depth" || value === NO_VALUE;
  return (coded ? VALUE_WORDS[value] : undefined) ?? value;
}

/** The values of a dimension in the order of reading: depth as it grows, else by name, unknown last. */
export function orderedValues(dimension: Dimension, values: Iterable<string>): string[] {
  const place = (value: string) => {
    if (value === NO_VALUE) return 2;
    return dimension === "depth" ? DEPTH_BANDS.indexOf(value) / DEPTH_BANDS.length : 1;
  };
  return [...values].toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export const WEEKDAY_WORDS: Readonly<Record<Weekday, string>> = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

/** "9 AM" for the hour from 9 to 10. */
export function hourOfDay(hour: number): string {
  return `${hour % 12 === 0 ? 12 : hour % 12}\u00a0${hour < 12 ? "AM" : "PM"}`;
}

/** "Week 44" of "2025-W44". */
export function weekWords(week: string): string {
  return `Week ${Number(week.slice(6))}`;
}

/** "a, b and c" */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
