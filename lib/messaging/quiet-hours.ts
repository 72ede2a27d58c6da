import { Temporal } from "temporal-polyfill";

/** A span of the day as local clock times, "HH:MM"; one that ends before it begins goes past midnight. */
export type DaySpan = { from: string; until: string };

/**
 * The first instant from `at` on at which somebody in `zone` may be written to: outside the quiet hours and,
 * where they named one, inside the hours they want. Wanted hours that lie wholly in quiet ones are not kept:
 * quiet hours hold. A clock time that the clocks skip counts as the first one after it.
 */
export function mayWriteFrom(
  at: Date,
  zone: string,
  { quiet, wanted }: { quiet: DaySpan | null; wanted: DaySpan | null },
): Date {
  const forbidden = quiet && !isEmpty(quiet) ? [quiet] : [];
  const limits = wanted && !isEmpty(wanted) ? [...forbidden, outside(wanted)] : forbidden;
  const free = firstFree(at, zone, limits);
  return free ?? firstFree(at, zone, forbidden) ?? at;
}

/** Null when two days of stepping from the end of one span to the end of the next find none. */
function firstFree(at: Date, zone: string, spans: readonly DaySpan[]): Date | null {
  let free = at;
  for (let step = 0; step < 8; step++) {
    const inside = spans.find((span) => isInside(free, zone, span));
    if (!inside) return free;
    free = nextClock(free, zone, inside.until);
  }
  return null;
}

function isInside(at: Date, zone: string, { from, until }: DaySpan): boolean {
  const clock = inZone(at, zone).toPlainTime().toString().slice(0, 5);
  return from < until ? clock >= from && clock < until : clock >= from || clock < until;
}

/** The first instant after `at` at which the zone's clocks show `clock`, or have skipped it. */
function nextClock(at: Date, zone: string, clock: string): Date {
  const today = inZone(at, zone).toPlainDate();
  for (const days of [0, 1, 2]) {
    const shown = today
      .add({ days })
      .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(clock) });
    if (shown.epochMilliseconds > at.getTime()) return new Date(shown.epochMilliseconds);
  }
  throw new RangeError("A clock time comes within two days.");
}

function outside({ from, until }: DaySpan): DaySpan {
  return { from: until, until: from };
}

function isEmpty({ from, until }: DaySpan): boolean {
  return from === until;
}

function inZone(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}
