import { Temporal } from "temporal-polyfill";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** Opening times of a week as local clock times: `{ mon: [["09:00", "17:00"]], … }`. */
export type OpeningHours = Record<Weekday, readonly (readonly [string, string])[]>;

/** When a clinic works: its week, the days it is closed ("2026-12-25") and its IANA zone. */
export type ClinicHours = {
  openingHours: OpeningHours;
  holidays: readonly string[];
  timeZone: string;
};

/** A clinic that never opens must not hang the desk: after this many days the plain hours count. */
const SEARCH_DAYS = 30;

/** An instant in epoch milliseconds. */
type Instant = number;
type OpenTime = readonly [opens: Instant, closes: Instant];

/**
 * The first instant by which `hours` of opening time have passed since `from`. Falls back to plain
 * elapsed hours for a clinic without opening times, so that a due time is never lost.
 */
export function addOpenHours(from: Date, hours: number, clinic: ClinicHours): Date {
  const start = from.getTime();
  const wanted = hours * 3_600_000;
  return new Date(
    openTimeOf(clinic)(start, wanted, start + SEARCH_DAYS * 86_400_000) ?? start + wanted,
  );
}

/**
 * Answers the first instant by which `openMs` of opening time have passed since another; null when that
 * lies after `until`, as it always does for a clinic that never opens. Times that the clocks skip pass
 * at once. Each day is worked out once, so whoever asks often keeps the answerer.
 */
export function openTimeOf(
  clinic: ClinicHours,
): (from: Instant, openMs: number, until: Instant) => Instant | null {
  const known = new Map<string, readonly OpenTime[]>();
  const openTimes = (day: Temporal.PlainDate) => {
    const times = known.get(day.toString()) ?? openTimesOf(day, clinic);
    known.set(day.toString(), times);
    return times;
  };
  return (from, openMs, until) => {
    let remaining = openMs;
    const end = localDate(until, clinic.timeZone);
    // Hours that go on past midnight are those of the day before.
    let day = localDate(from, clinic.timeZone).subtract({ days: 1 });
    for (; Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 })) {
      for (const [opens, closes] of openTimes(day)) {
        const opened = Math.max(opens, from);
        if (closes <= opened) continue;
        if (closes - opened >= remaining) {
          return opened + remaining <= until ? opened + remaining : null;
        }
        remaining -= closes - opened;
      }
    }
    return null;
  };
}

/** When the clinic first opens on each of the `days` local days after the one of `from`; closed days give none. */
export function openingsAfter(from: Date, days: number, clinic: ClinicHours): Date[] {
  const today = Temporal.Instant.fromEpochMilliseconds(from.getTime())
    .toZonedDateTimeISO(clinic.timeZone)
    .toPlainDate();
  return Array.from({ length: days }, (_, day) => today.add({ days: day + 1 })).flatMap((day) =>
    openTimesOf(day, clinic)
      .slice(0, 1)
      .map(([opens]) => new Date(opens)),
  );
}

/**
 * The end of the first day after `from`'s on which the clinic opens: its midnight. A clinic that never
 * opens gets the end of tomorrow.
 */
export function endOfNextOpenDay(from: Date, clinic: ClinicHours): Date {
  const { timeZone } = clinic;
  const today = Temporal.Instant.fromEpochMilliseconds(from.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const days = Array.from({ length: SEARCH_DAYS }, (_, n) => today.add({ days: n + 1 }));
  const open = days.find((day) => openTimesOf(day, clinic).length > 0) ?? days[0]!;
  return new Date(open.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
}

function localDate(at: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

/** In order, and those that touch or overlap joined; hours that end before they begin end the next day. */
function openTimesOf(day: Temporal.PlainDate, clinic: ClinicHours): OpenTime[] {
  if (clinic.holidays.includes(day.toString())) return [];
  const spans = clinic.openingHours[WEEKDAYS[day.dayOfWeek - 1]!]
    .map(([opens, closes]) => [minutesOf(opens), minutesOf(closes)] as const)
    .map(([opens, closes]) => [opens, closes > opens ? closes : closes + 1440] as const)
    .toSorted((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [opens, closes] of spans) {
    const last = joined.at(-1);
    if (last && opens <= last[1]) last[1] = Math.max(last[1], closes);
    else joined.push([opens, closes]);
  }
  return joined.map(([opens, closes]) => [
    instantOf(day, opens, clinic.timeZone),
    instantOf(day, closes, clinic.timeZone),
  ]);
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** When a clock in the zone first shows so many minutes after midnight, or would if they weren't skipped. */
function instantOf(day: Temporal.PlainDate, minutes: number, zone: string): Instant {
  const meant = day.toPlainDateTime().add({ minutes });
  const shown = meant.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (shown.toPlainDateTime().equals(meant)) return shown.epochMilliseconds;
  return (shown.getTimeZoneTransition("next") ?? shown).epochMilliseconds;
}
