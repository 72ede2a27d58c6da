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

/** "Tue 24 Nov 2026, 9:10 AM" in the zone. */
export function absolute(at: Date, zone: string): string {
  const local = inZone(at, zone);
  const day = local.toLocaleString("en-US", { weekday: "short" });
  const month = local.toLocaleString("en-US", { month: "short" });
  return `${day} ${local.day} ${month} ${local.year}, ${clock(at, zone)}`;
}

/** "9:10 AM" in the zone. */
export function clock(at: Date, zone: string): string {
  return inZone(at, zone)
    .toLocaleString("en-US", { hour: "numeric", minute: "2-digit" })
    .replaceAll("\u202f", " ");
}

/** "Tuesday 24 November" in the zone. */
export function longDay(at: Date, zone: string): string {
  const local = inZone(at, zone);
  const weekday = local.toLocaleString("en-US", { weekday: "long" });
  return `${weekday} ${local.day} ${local.toLocaleString("en-US", { month: "long" })}`;
}

/** The first instant of the local day that `at` falls on. */
export function startOfDay(at: Date, zone: string): Date {
  return new Date(inZone(at, zone).startOfDay().epochMilliseconds);
}

/** Full years at `now` of somebody born on "1990-05-17"; null when unknown. */
export function ageOn(birthOn: string | null, now: Date, zone: string): number | null {
  if (birthOn === null) return null;
  const today = inZone(now, zone).toPlainDate();
  return Temporal.PlainDate.from(birthOn).until(today, { largestUnit: "years" }).years;
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

function inZone(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function span(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} days`;
}
