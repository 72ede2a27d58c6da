import { Temporal } from "temporal-polyfill";
import type { CalendarDay } from "./date-text";
import type { ClockTime } from "./time-text";

/** An instant for a wall time; `twice` when the clocks went back over it and the earlier one is given. */
export type ClinicInstant = { ok: true; at: Date; twice: boolean } | { ok: false; reason: "gap" };

/** Whether the name is an IANA time zone this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return (
      /^[A-Za-z]/.test(zone) &&
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId !== ""
    );
  } catch {
    return false;
  }
}

/**
 * The instant of a wall time in the clinic's zone, or under the offset written beside it. A time that
 * exists twice gives the earlier instant and says so; one that the clocks skip is refused.
 */
export function toInstant(
  day: CalendarDay,
  time: ClockTime,
  zone: string,
  offset: string | null = null,
): ClinicInstant {
  const wall = Temporal.PlainDateTime.from({ ...day, ...time });
  if (offset !== null) {
    const at = Temporal.Instant.from(`${wall.toString()}${offset}`);
    return { ok: true, at: new Date(at.epochMilliseconds), twice: false };
  }
  const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (!earlier.toPlainDateTime().equals(wall)) return { ok: false, reason: "gap" };
  const later = wall.toZonedDateTime(zone, { disambiguation: "later" });
  const at = new Date(earlier.epochMilliseconds);
  return { ok: true, at, twice: earlier.epochMilliseconds !== later.epochMilliseconds };
}

/** An instant as the clinic's wall clock shows it, "2026-03-09T10:00". */
export function toClinicWall(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}
