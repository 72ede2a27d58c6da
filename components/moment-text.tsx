import type { Moment } from "@/lib/dates";

/** "Tue 24 Nov, 9:10 AM" as "Tue 9:10 AM", for columns; what it can't read it leaves alone. */
export function weekdayAndTime(absolute: string): string {
  const [, weekday, time] = /^(\S+) [^,]+, (.+)$/.exec(absolute) ?? [];
  return weekday && time ? `${weekday} ${time}` : absolute;
}

/** A moment on two lines: relative above, absolute below, the instant for machines. */
export function MomentText({ moment }: { moment: Moment }) {
  return (
    <time dateTime={moment.iso} title={moment.absolute} className="block">
      {moment.relative}
      <span className="block text-12 text-muted">{weekdayAndTime(moment.absolute)}</span>
    </time>
  );
}
