import { Temporal } from "temporal-polyfill";
import type { ClinicHours, OpeningHours } from "@/lib/follow-up/opening-hours";
import type { Instant } from "./facts";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

type OpenTime = readonly [opens: Instant, closes: Instant];

/**
 * Answers the first instant by which `openMs` of opening time have passed since another; null when that lies
 * after `until`, as it always does for a clinic that never opens. Times that the clocks skip pass at once.
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

function localDate(at: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

function openTimesOf(day: Temporal.PlainDate, clinic: ClinicHours): OpenTime[] {
  if (clinic.holidays.includes(day.toString())) return [];
  const hours: OpeningHours[keyof OpeningHours] = clinic.openingHours[WEEKDAYS[day.dayOfWeek - 1]!];
  const spans = hours
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
