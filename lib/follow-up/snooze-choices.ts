import { soonWords } from "@/lib/dates";
import { type ClinicHours, openingsAfter } from "./opening-hours";

/**
 * A time that is offered for a snooze: "In 2 h", "Tomorrow 9:00 AM". Its value is what a form sends:
 * "2h", counted from when it is sent, or the instant in ISO 8601.
 */
export type SnoozeChoice = { value: string; label: string };

/** Hours that are offered; those of the form, too. */
export const SNOOZE_CHOICE_HOURS = [1, 2, 4] as const;
const DAYS = 7;

/**
 * What is offered before somebody types a time: some hours, then when the clinic opens on the days
 * that follow. Only what lies within `latest`, so that nothing is offered that would be refused.
 */
export function snoozeChoices(now: Date, latest: Date, clinic: ClinicHours): SnoozeChoice[] {
  const hours = SNOOZE_CHOICE_HOURS.filter(
    (hour) => now.getTime() + hour * 3_600_000 <= latest.getTime(),
  ).map((hour) => ({ value: `${hour}h`, label: `In ${hour} h` }));
  const openings = openingsAfter(now, DAYS, clinic)
    .filter((until) => until <= latest)
    .map((until) => ({
      value: until.toISOString(),
      label: capital(soonWords(until, now, clinic.timeZone)),
    }));
  return [...hours, ...openings];
}

/** The instant that a choice means when it is sent at `now`; null for what was never offered. */
export function snoozeChoiceAt(value: string, now: Date): Date | null {
  const hour = SNOOZE_CHOICE_HOURS.find((each) => value === `${each}h`);
  if (hour !== undefined) return new Date(now.getTime() + hour * 3_600_000);
  const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? new Date(value) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
