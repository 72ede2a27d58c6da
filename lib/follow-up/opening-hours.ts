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

/**
 * The first instant by which `hours` of opening time have passed since `from`. Falls back to plain
 * elapsed hours for a clinic without opening times, so that a due time is never lost.
 */
export function addOpenHours(from: Date, hours: number, clinic: ClinicHours): Date {
  let remaining = hours * 3_600_000;
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(
    clinic.timeZone,
  );
  for (let day = 0; day < SEARCH_DAYS; day++) {
    for (const [opens, closes] of openTimesOf(start.toPlainDate().add({ days: day }), clinic)) {
      const opened = Math.max(opens, from.getTime());
      if (closes <= opened) continue;
      if (closes - opened >= remaining) return new Date(opened + remaining);
      remaining -= closes - opened;
    }
  }
  return new Date(from.getTime() + hours * 3_600_000);
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

function openTimesOf(day: Temporal.PlainDate, clinic: ClinicHours): [number, number][] {
  if (clinic.holidays.includes(day.toString())) return [];
  const weekday = WEEKDAYS[day.dayOfWeek - 1]!;
  return clinic.openingHours[weekday].map(([opens, closes]) => [
    instantOf(day, opens, clinic.timeZone),
    instantOf(day, closes, clinic.timeZone),
  ]);
}

function instantOf(day: Temporal.PlainDate, clock: string, timeZone: string): number {
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(clock) })
    .epochMilliseconds;
}
