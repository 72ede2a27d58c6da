import type { SignSeries } from "@/lib/recovery/timeline";

export type RecoveryTimelineProps = {
  /** "Treatment ended Sat 21 Nov, 9:30 AM" */
  endedAtLabel: string;
  hours: { maxHour: number };
  limits: readonly number[];
  series: readonly SignSeries[];
  calls: readonly { hour: number; label: string }[];
  /** Midnights of the clinic: the hour at which each day begins. */
  dayMarks: readonly { hour: number; label: string }[];
};
