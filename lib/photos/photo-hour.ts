import { dayAndHour, elapsedHours } from "@/lib/recovery/clock";

/** A photo's times: when its file is from, if the phone said so, and when it came. */
export type PhotoTimes = { takenAt: Date | null; receivedAt: Date };

/** The instant that a photo shows, as well as it is known. */
export function shownAt({ takenAt, receivedAt }: PhotoTimes): Date {
  return takenAt ?? receivedAt;
}

/** "47 h" after the treatment ended, cut and not rounded; null for a photo from before it. */
export function photoHour(endedAt: Date, photo: PhotoTimes): string | null {
  const hours = elapsedHours(endedAt, shownAt(photo));
  return hours < 0 ? null : `${Math.floor(hours)} h`;
}

/** "Day 2 · 47 h" in the clinic's zone, or "Before treatment". */
export function photoStamp(endedAt: Date, photo: PhotoTimes, zone: string): string {
  const at = shownAt(photo);
  return at < endedAt ? "Before treatment" : dayAndHour(endedAt, at, zone);
}
