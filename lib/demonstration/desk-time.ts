import { Temporal } from "temporal-polyfill";
import { startOfDay } from "@/lib/dates";
import { addOpenHours } from "@/lib/follow-up/opening-hours";
import { DEMO_CLINIC, demoHours } from "./clinic";
import type { Random } from "./random";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Instants at which things plausibly happen in the invented clinic, as seen at `now`. */
export type DeskTime = {
  now: Date;
  /** So many hours before `now`. */
  ago(hours: number): Date;
  /** The end of a treatment that lies between so many hours before `now`, in opening hours. */
  treated(leastHours: number, mostHours: number): Date;
  /** After between so many opening hours. */
  open(from: Date, leastHours: number, mostHours: number): Date;
  /** The same instant, or the next morning when people are asleep. */
  awake(at: Date): Date;
  /** About so many minutes before `now`, and the same local day however young the day is. */
  today(minutes: number): Date;
};

export function deskTime(now: Date, random: Random): DeskTime {
  const clinic = demoHours(now);
  const isOpen = (at: Date) => addOpenHours(at, 1 / 3600, clinic).getTime() - at.getTime() <= 2_000;
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR);
  return {
    now,
    ago,
    treated(leastHours, mostHours) {
      for (let tries = 0; tries < 300; tries++) {
        const at = wholeMinute(ago(random.between(leastHours, mostHours)));
        if (isOpen(at) && isOpen(new Date(at.getTime() - HOUR))) return at;
      }
      // Two days shut in a row: an unusual hour beats an impossible story.
      return wholeMinute(ago(random.between(leastHours, mostHours)));
    },
    open: (from, leastHours, mostHours) =>
      addOpenHours(from, random.between(leastHours, mostHours), clinic),
    awake(at) {
      const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
        DEMO_CLINIC.timeZone,
      );
      if (local.hour >= 7 && local.hour < 23) return at;
      const morning = local.hour < 7 ? local : local.add({ days: 1 });
      const minutes = 7 * 60 + random.whole(10, 150);
      return new Date(morning.startOfDay().add({ minutes }).epochMilliseconds);
    },
    today(minutes) {
      const passed = (now.getTime() - startOfDay(now, DEMO_CLINIC.timeZone).getTime()) / MINUTE;
      return new Date(now.getTime() - Math.min(minutes, (passed * minutes) / 480) * MINUTE);
    },
  };
}

/** Nobody writes down the seconds at which a treatment ended. */
function wholeMinute(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MINUTE) * MINUTE);
}
