import { plainText } from "./clean-text";
import { monthNamed } from "./month-names";
import { type ClockTime, readTime, readTimes } from "./time-text";

export const DATE_ORDERS = ["MDY", "DMY", "YMD"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export type CalendarDay = { year: number; month: number; day: number };

/** A date as written: already clear, or three numbers whose order the file has to prove. */
export type WrittenDate =
  | { clear: true; day: CalendarDay }
  | { clear: false; numbers: readonly [number, number, number]; lastIsYear: boolean };

/** What one cell says about when: any part may be absent. `offset` is text like "-05:00" or "Z". */
export type WrittenWhen = {
  date: WrittenDate | null;
  time: ClockTime | null;
  endTime: ClockTime | null;
  offset: string | null;
};

/**
 * Reads a date, a time, a span of times, or a date with either, in the spellings booking exports
 * use. Null when any part of the text is not understood: nothing is left out or guessed.
 */
export function readWhen(cell: string): WrittenWhen | null {
  const text = plainText(cell).replace(/^'/, "");
  if (text === "" || text.length > 80) return null;
  const found = readDate(text);
  if (found === null) {
    const times = readTimes(dropZoneWord(text));
    return times === null ? null : { date: null, ...times, offset: null };
  }
  const rest = text
    .slice(found.length)
    .replace(/^(?:[\s,]|t(?=\d)|\b(?:at|um|a las|a|alle|as|om)\b)+/, "");
  const clock = rest.replace(/^[-–—]\s+/, "");
  if (clock === "") return { date: found.date, time: null, endTime: null, offset: null };
  const isIso = /^\d{4}-?\d{2}-?\d{2}/.test(text);
  const zoned = splitOffset(clock, isIso);
  const times = readTimes(zoned.clock);
  if (times === null || (zoned.offset !== null && times.endTime !== null)) return null;
  return { date: found.date, ...times, offset: zoned.offset };
}

/**
 * The day a written date means under an order, or null when no such day exists: nothing rolls over.
 * A date that starts with a four-digit year is clear under every order.
 */
export function resolveDate(date: WrittenDate, order: DateOrder | null): CalendarDay | null {
  if (date.clear) return isRealDay(date.day) ? date.day : null;
  const [a, b, c] = date.numbers;
  if (order === "MDY") return realDay(fullYear(c), a, b);
  if (order === "DMY") return realDay(fullYear(c), b, a);
  if (order === "YMD" && !date.lastIsYear) return realDay(fullYear(a), b, c);
  if (order !== null) return null;
  const [first, second] = [realDay(fullYear(c), a, b), realDay(fullYear(c), b, a)];
  return first !== null && second !== null && a === b ? first : null;
}

/** Whether this date can only be read one way ("MDY" or "DMY"), either way alike, or is open. */
export function orderEvidence(date: WrittenDate): "MDY" | "DMY" | "open" | "none" {
  if (date.clear) return "none";
  const [a, b] = date.numbers;
  const month = resolveDate(date, "MDY") !== null;
  const day = resolveDate(date, "DMY") !== null;
  if (month && day) return a === b ? "none" : "open";
  if (month) return b > 12 ? "MDY" : "none";
  return day && a > 12 ? "DMY" : "none";
}

// The date as it stands, else after a weekday: "Thu 5 Mar 2026", "vendredi 20 mars 2026".
function readDate(text: string): { date: WrittenDate; length: number } | null {
  const plain = readNumericDate(text) ?? readNamedMonth(text);
  if (plain !== null) return plain;
  const skipped = /^[a-z]+(?:-feira)?\.?,?\s+/.exec(text)?.[0].length ?? 0;
  if (skipped === 0) return null;
  const rest = text.slice(skipped);
  const found = readNumericDate(rest) ?? readNamedMonth(rest);
  return found && { date: found.date, length: found.length + skipped };
}

// "20/03/2026", "3.20.26", "2026-03-20", "20260320"
function readNumericDate(text: string): { date: WrittenDate; length: number } | null {
  const numeric = /^(\d{1,4})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{1,2})(?=$|[\st,])/.exec(text);
  if (numeric) {
    const [all, first = "", , second = "", third = ""] = numeric;
    const [a, b, c] = [Number(first), Number(second), Number(third)];
    if (first.length === 4) return { date: clear(a, b, c), length: all.length };
    if (first.length === 3 || third.length === 1) return null;
    const date: WrittenDate = { clear: false, numbers: [a, b, c], lastIsYear: third.length === 4 };
    return { date, length: all.length };
  }
  const compact = /^(\d{4})(\d{2})(\d{2})(?=$|t\d)/.exec(text);
  return (
    compact && {
      date: clear(Number(compact[1]), Number(compact[2]), Number(compact[3])),
      length: 8,
    }
  );
}

// "March 20, 2026", "20 Mar 2026", "20-Mar-26", "20 de marzo de 2026", "2026 Mar 20"
function readNamedMonth(text: string): { date: WrittenDate; length: number } | null {
  const day =
    /^(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s+|of\s+)?([a-z]+)\.?,?[\s-]+(?:de\s+|del\s+)?'?(\d{4}|\d{2})(?=$|[\s,])/.exec(
      text,
    );
  if (day) return named(day[0].length, day[3], day[2], day[1]);
  const month = /^([a-z]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+'?(\d{4})(?=$|[\s,])/.exec(
    text,
  );
  if (month) return named(month[0].length, month[3], month[1], month[2]);
  const year = /^(\d{4})[\s-]+([a-z]+)\.?[\s-]+(\d{1,2})(?=$|[\s,])/.exec(text);
  return year && named(year[0].length, year[1], year[2], year[3]);
}

function named(length: number, year = "", word = "", day = "") {
  const month = monthNamed(bare(word));
  return month === null
    ? null
    : { date: clear(fullYear(Number(year)), month, Number(day)), length };
}

function bare(word: string): string {
  return word.replace(/[^a-z]/g, "");
}

// An offset in the text wins over the clinic's zone. Zone words like "EST" are dropped: they say
// where an account or guest is, and are often wrong for half of the year.
function splitOffset(clock: string, isIso: boolean): { clock: string; offset: string | null } {
  const bracket = clock.replace(/\s*\[[a-z/_+-]+\]$/, "");
  const universal = /^(.*\d(?:\s?[ap]m)?)\s*(?:z|utc|gmt)$/.exec(bracket);
  if (universal) return { clock: universal[1] ?? "", offset: "Z" };
  const worded = /^(.*\d(?:\s?[ap]m)?)\s*\(?(?:utc|gmt)\s?([+-])(\d{1,2})(?::?(\d{2}))?\)?$/.exec(
    bracket,
  );
  const plain = isIso ? /^(\d[\d:.,]*)\s?([+-])(\d{2})(?::?(\d{2}))?$/.exec(bracket) : null;
  const match = worded ?? plain;
  if (match) {
    const [, time = "", sign = "", hours = "", minutes = "00"] = match;
    if (readTime(time) === null || Number(hours) > 14 || Number(minutes) > 59) {
      return { clock: bracket, offset: null };
    }
    return { clock: time, offset: `${sign}${hours.padStart(2, "0")}:${minutes}` };
  }
  return { clock: dropZoneWord(bracket), offset: null };
}

function dropZoneWord(clock: string): string {
  const word = /^(.*\d(?:\s?[ap]\.?\s?m\.?)?)\s+\(?(?!am|pm)[a-z]{1,4}t\)?$/.exec(clock);
  return word?.[1] ?? clock;
}

function clear(year: number, month: number, day: number): WrittenDate {
  return { clear: true, day: { year, month, day } };
}

function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function realDay(year: number, month: number, day: number): CalendarDay | null {
  return isRealDay({ year, month, day }) ? { year, month, day } : null;
}

function isRealDay({ year, month, day }: CalendarDay): boolean {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
