import { Temporal } from "temporal-polyfill";
import type { Instant } from "./facts";

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const DAY = 86_400_000;

/** What a clinic's wall shows at an instant. `week` is an ISO week, "2025-W44"; `hour` counts from 0 to 23. */
export type LocalTime = {
  date: string;
  weekday: (typeof WEEKDAYS)[number];
  hour: number;
  week: string;
};

/** Reads many instants in one zone; each offset is looked up once between two changes of the clocks. */
export function localClock(zone: string): (at: Instant) => LocalTime {
  const spans: { from: Instant; until: Instant; offset: number }[] = [];
  return (at) => {
    let span = spans.find(({ from, until }) => from <= at && at < until);
    if (!span) spans.push((span = spanAround(at, zone)));
    return readWall(at + span.offset);
  };
}

function spanAround(at: Instant, zone: string) {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const until = local.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity;
  return { from: at, until, offset: local.offsetNanoseconds / 1e6 };
}

/** `wall`: the local date and time, as if it were UTC. */
function readWall(wall: number): LocalTime {
  const local = new Date(wall);
  return {
    date: local.toISOString().slice(0, 10),
    weekday: WEEKDAYS[local.getUTCDay()]!,
    hour: local.getUTCHours(),
    week: isoWeek(local),
  };
}

/** A week belongs to the year that its Thursday lies in (ISO 8601). */
function isoWeek(local: Date): string {
  const midnight = Math.floor(local.getTime() / DAY) * DAY;
  const thursday = new Date(midnight + (4 - (local.getUTCDay() || 7)) * DAY);
  const firstOfYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - firstOfYear) / (7 * DAY)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}
