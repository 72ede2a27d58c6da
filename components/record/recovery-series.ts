import type { SignSeries } from "@/lib/recovery/timeline";

export const EVENT_WORDS = { call: "Calls", review: "Reviews", question: "Questions" } as const;

export type RecoveryEvent = {
  id: string;
  kind: keyof typeof EVENT_WORDS;
  hour: number;
  label: string;
};

export type RecoveryTimelineProps = {
  /** "Treatment ended Sat 21 Nov, 9:30 AM" */
  endedAtLabel: string;
  hours: { maxHour: number };
  limits: readonly number[];
  series: readonly SignSeries[];
  /** What people did: calls, reviews, questions to a provider. */
  events: readonly RecoveryEvent[];
  /** Midnights of the clinic: the hour at which each day begins. */
  dayMarks: readonly { hour: number; label: string }[];
};
