import { Temporal } from "temporal-polyfill";
import type { Days } from "./filters";
import { boundsOf, finalAt } from "./period";

/** The days of a calendar month, given its first: "2026-11-01". */
export function daysOfMonth(month: string): Days {
  return { from: month, to: Temporal.PlainDate.from(month).add({ months: 1 }).toString() };
}

/** The first days of all months from the one of `since` on that are final at `now` in a zone. */
export function finalMonths(since: Date, now: Date, zone: string): string[] {
  const months: string[] = [];
  let month = Temporal.Instant.fromEpochMilliseconds(since.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .with({ day: 1 });
  while (finalAt(boundsOf(daysOfMonth(month.toString()), zone)) <= now.getTime()) {
    months.push(month.toString());
    month = month.add({ months: 1 });
  }
  return months;
}
