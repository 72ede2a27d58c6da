import { Temporal } from "temporal-polyfill";
import { localDay } from "@/lib/dates";
import type { OpeningHours } from "@/lib/follow-up/opening-hours";
import type { Language } from "@/lib/patients/languages";
import { filled, type PatientWords } from "./patient-words";

const LOCALES: Readonly<Record<Language, string>> = { en: "en-US", es: "es-US" };

const RELATIVE: Readonly<Record<Language, { today: string; yesterday: string; other: string }>> = {
  en: { today: "today at {clock}", yesterday: "yesterday at {clock}", other: "{day} at {clock}" },
  es: { today: "hoy a las {clock}", yesterday: "ayer a las {clock}", other: "{day} a las {clock}" },
};

/** An instant near `now` in the clinic's zone: "today at 8:12 AM", "Wed, Nov 25 at 9:00 AM". */
export function patientTime(at: Date, now: Date, zone: string, language: Language): string {
  const { today, yesterday, other } = RELATIVE[language];
  const clock = format(at, zone, language, { hour: "numeric", minute: "2-digit" });
  const before = new Date(now.getTime() - 86_400_000);
  if (localDay(at, zone) === localDay(now, zone)) return filled(today, { clock });
  if (localDay(at, zone) === localDay(before, zone)) return filled(yesterday, { clock });
  const day = format(at, zone, language, { weekday: "short", month: "short", day: "numeric" });
  return filled(other, { day, clock });
}

/** The months of the year by name, for a birth date. */
export function monthNames(language: Language): string[] {
  const january = Temporal.PlainDate.from("2026-01-15");
  return Array.from({ length: 12 }, (_, n) =>
    january.add({ months: n }).toLocaleString(LOCALES[language], { month: "long" }),
  );
}

/** The time that is left, in hours up to two days and in days after that, never less than there is. */
export function timeLeft(hours: number, words: PatientWords): string {
  const whole = Math.ceil(hours);
  if (whole <= 1) return words.hourLeft;
  if (whole <= 48) return filled(words.hoursLeft, { n: whole });
  return filled(words.daysLeft, { n: Math.ceil(hours / 24) });
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A clinic's week, neighbours with the same hours as one: "Mon – Fri: 9:00 AM – 5:00 PM". */
export function openingText(hours: OpeningHours, language: Language, closed: string): string[] {
  const days = WEEK.map((weekday, n) => ({ n, text: dayText(hours[weekday], language, closed) }));
  const runs: { from: number; to: number; text: string }[] = [];
  for (const { n, text } of days) {
    const last = runs.at(-1);
    if (last?.text === text) last.to = n;
    else runs.push({ from: n, to: n, text });
  }
  return runs.map(({ from, to, text }) => {
    const names =
      from === to
        ? dayName(from, language)
        : [from, to].map((n) => dayName(n, language)).join(" – ");
    return `${names}: ${text}`;
  });
}

function dayText(times: OpeningHours["mon"], language: Language, closed: string): string {
  if (times.length === 0) return closed;
  return times
    .map((open) => open.map((clock) => clockText(clock, language)).join(" – "))
    .join(", ");
}

function clockText(clock: string, language: Language): string {
  const time = Temporal.PlainTime.from(clock);
  return spaced(time.toLocaleString(LOCALES[language], { hour: "numeric", minute: "2-digit" }));
}

/** A Monday, and the days after it. */
const MONDAY = Temporal.PlainDate.from("2026-11-23");

function dayName(n: number, language: Language): string {
  return MONDAY.add({ days: n }).toLocaleString(LOCALES[language], { weekday: "short" });
}

function format(
  at: Date,
  zone: string,
  language: Language,
  options: Intl.DateTimeFormatOptions,
): string {
  return spaced(
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...options }).format(at),
  );
}

/** Narrow no-break spaces look like none in some fonts, and stand in no test. */
function spaced(text: string): string {
  return text.replaceAll(/[\u202f\u00a0]/g, " ");
}
