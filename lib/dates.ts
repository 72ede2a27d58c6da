import { Temporal } from "temporal-polyfill";

/** An instant made ready for the screen in the clinic's zone, so that no browser formats time. */
export type Moment = {
  iso: string;
  /** "5 h ago", "in 2 h" */
  relative: string;
  /** "Tue 24 Nov 2026, 9:10 AM" */
  absolute: string;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An instant ready for the screen: relative to `now`, and absolute in the clinic's zone. */
export function momentOf(at: Date, now: Date, zone: string): Moment {
  return { iso: at.toISOString(), relative: relativeTo(at, now), absolute: absolute(at, zone) };
}

/** "just now", "12 min ago", "5 h ago", "in 2 h", "3 days ago". */
export function relativeTo(at: Date, now: Date): string {
  const distance = now.getTime() - at.getTime();
  if (Math.abs(distance) < MINUTE) return "just now";
  return distance > 0 ? `${span(distance)} ago` : `in ${span(-distance)}`;
}

/** "2 h late" once a due time has passed by a minute or more; null before. */
export function lateness(dueAt: Date, now: Date): string | null {
  const late = now.getTime() - dueAt.getTime();
  return late >= MINUTE ? `${span(late)} late` : null;
}

/** How long something has lasted, to the minute below two days: "5 min", "1 h 5 min", "2 days 3 h". */
export function lasting(since: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / MINUTE));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)];
  const parts =
    days >= 2
      ? ([
          [days, "days"],
          [hours % 24, "h"],
        ] as const)
      : ([
          [hours, "h"],
          [minutes % 60, "min"],
        ] as const);
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length > 0 ? said.join(" ") : "under 1 min";
}

/** "Tue 24 Nov 2026, 9:10 AM" in the zone. */
export function absolute(at: Date, zone: string): string {
  const [, weekday, month, day, year, time] =
    /^(\w+), (\w+) (\d+), (\d+), (.+)$/.exec(formats(zone).absolute.format(at)) ?? [];
  return `${weekday} ${day} ${month} ${year}, ${spaced(time!)}`;
}

/** "9:10 AM" in the zone. */
export function clock(at: Date, zone: string): string {
  return spaced(formats(zone).clock.format(at));
}

/**
 * A time near `now` as people say it in the zone: "today 2:00 PM", "tomorrow 9:00 AM", "Thu 9:00 AM",
 * and from a week on "Thu 3 Dec 9:00 AM". `before` stands before the clock: "tomorrow at 9:00 AM".
 */
export function soonWords(at: Date, now: Date, zone: string, before = ""): string {
  const local = inZone(at, zone);
  const days = inZone(now, zone).toPlainDate().until(local.toPlainDate(), { largestUnit: "days" });
  return `${dayWords(local, days.days)} ${before}${clock(at, zone)}`;
}

function dayWords(local: Temporal.ZonedDateTime, days: number): string {
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  const weekday = local.toLocaleString("en-US", { weekday: "short" });
  if (days > 1 && days < 7) return weekday;
  return `${weekday} ${local.day} ${local.toLocaleString("en-US", { month: "short" })}`;
}

/** "9:10:04 AM" in the zone: for what happens every few seconds. */
export function clockWithSeconds(at: Date, zone: string): string {
  return inZone(at, zone)
    .toLocaleString("en-US", { hour: "numeric", minute: "2-digit", second: "2-digit" })
    .replaceAll("\u202f", " ");
}

/** "Tuesday 24 November" in the zone. */
export function longDay(at: Date, zone: string): string {
  const [, weekday, month, day] =
    /^(\w+), (\w+) (\d+)$/.exec(formats(zone).longDay.format(at)) ?? [];
  return `${weekday} ${day} ${month}`;
}

/**
 * "2026-11-24": the day that `at` falls on in the zone. Days compare as texts. Throws RangeError
 * for an unknown zone or an unusable instant.
 */
export function localDay(at: Date, zone: string): string {
  return formats(zone).day.format(at);
}

/** The first instant of the local day that `at` falls on. */
export function startOfDay(at: Date, zone: string): Date {
  return new Date(inZone(at, zone).startOfDay().epochMilliseconds);
}

/** The first instant of the local day after the one that `at` falls on, also after a day that began at 1 AM. */
export function endOfDay(at: Date, zone: string): Date {
  const tomorrow = inZone(at, zone).toPlainDate().add({ days: 1 });
  return new Date(tomorrow.toZonedDateTime(zone).epochMilliseconds);
}

/** The local day that `at` falls on: its first instant, and the first of the next day. */
export function dayOf(at: Date, zone: string): { from: Date; until: Date } {
  return { from: startOfDay(at, zone), until: endOfDay(at, zone) };
}

/** Full years at `now` of somebody born on "1990-05-17"; null when unknown. */
export function ageOn(birthOn: string | null, now: Date, zone: string): number | null {
  if (birthOn === null) return null;
  const today = localDay(now, zone);
  const years = Number(today.slice(0, 4)) - Number(birthOn.slice(0, 4));
  return today.slice(4) < birthOn.slice(4) ? years - 1 : years;
}

/** "2026-11-24T09:10" as a form's date-and-time field wants it, in the zone. */
export function fieldValue(at: Date, zone: string): string {
  return inZone(at, zone).toPlainDateTime().toString({ smallestUnit: "minute" });
}

/**
 * The instant that a form's local date and time means in the zone. Null when the text is no date,
 * or names a time that the clocks skipped; a time that exists twice is taken as the earlier one.
 */
export function instantOfField(text: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  try {
    const local = Temporal.PlainDateTime.from(text, { overflow: "reject" });
    const zoned = local.toZonedDateTime(zone, { disambiguation: "earlier" });
    return zoned.toPlainDateTime().equals(local) ? new Date(zoned.epochMilliseconds) : null;
  } catch {
    return null;
  }
}

/**
 * Whether a text names a time zone of the IANA database, by today's name or one of the older ones. No
 * offsets: PostgreSQL reads their sign the other way round.
 */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

type Formats = Record<"absolute" | "clock" | "longDay" | "day", Intl.DateTimeFormat>;
const known = new Map<string, Formats>();

/** A zone's formats, made once: making one takes a hundred times as long as using it. */
function formats(zone: string): Formats {
  const made = known.get(zone);
  if (made) return made;
  const time = { hour: "numeric", minute: "2-digit" } as const;
  const date = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  const format = (options: Intl.DateTimeFormatOptions, locale = "en-US") =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const fresh = {
    absolute: format({ ...date, ...time }),
    clock: format(time),
    longDay: format({ weekday: "long", day: "numeric", month: "long" }),
    day: format({ year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA"),
  };
  known.set(zone, fresh);
  return fresh;
}

function spaced(time: string): string {
  return time.replaceAll("\u202f", " ");
}

function inZone(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function span(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} days`;
}
