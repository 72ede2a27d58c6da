import { localDay } from "@/lib/dates";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Hours elapsed since the end of treatment, unrounded; daylight saving can't move them. */
export function elapsedHours(treatmentEndedAt: Date, at: Date): number {
  return (at.getTime() - treatmentEndedAt.getTime()) / HOUR;
}

/**
 * Calendar days since the day of treatment in an IANA zone: the day of treatment is day 0. For
 * people to read, never for a rule. Throws RangeError for an unknown zone or an unusable instant.
 */
export function recoveryDay(treatmentEndedAt: Date, at: Date, zone: string): number {
  const [treated, today] = [treatmentEndedAt, at].map((each) => Date.parse(localDay(each, zone)));
  return (today! - treated!) / DAY;
}

/**
 * Recovery day and whole elapsed hours, such as "Day 2 · 47 h". Hours are cut, not rounded, so
 * that no limit looks passed before it is. Throws as `recoveryDay` does.
 */
export function dayAndHour(treatmentEndedAt: Date, at: Date, zone: string): string {
  const hours = Math.floor(elapsedHours(treatmentEndedAt, at));
  return `Day ${recoveryDay(treatmentEndedAt, at, zone)} · ${hours} h`;
}
