import { soonWords } from "@/lib/dates";
import { type ClinicHours, openingsAfter } from "./opening-hours";

/** An instant that is offered for a snooze, in words: "In 2 h", "Tomorrow 9:00 AM". */
export type SnoozeChoice = { until: Date; label: string };

const HOURS = [1, 2, 4] as const;
const DAYS = 7;

/**
 * What is offered before somebody types a time: some hours, then when the clinic opens on the days
 * that follow. Only what lies within `latest`, so that nothing is offered that would be refused.
 */
export function snoozeChoices(now: Date, latest: Date, clinic: ClinicHours): SnoozeChoice[] {
  const hours = HOURS.map((hour) => ({
    until: new Date(now.getTime() + hour * 3_600_000),
    label: `In ${hour} h`,
  }));
  const openings = openingsAfter(now, DAYS, clinic).map((until) => ({
    until,
    label: capital(soonWords(until, now, clinic.timeZone)),
  }));
  return [...hours, ...openings].filter(({ until }) => until <= latest);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
