export type TimelinePoint = {
  hour: number;
  /** The answer as a number: 0–3, 0–10; for yes/no questions no = 0, not sure = 1, yes = 2. */
  value: number;
  /** "2 · Like a sunburn" */
  label: string;
  /** "By phone" */
  source: string;
  checkInId: string;
  abnormal?: boolean;
};

export type TimelineSeries = {
  sign: string;
  label: string;
  /** 3 or 10 for a scale; 2 for a yes/no question, which is drawn as marks. */
  max: number;
  points: readonly TimelinePoint[];
  /** What is expected: at most `max` until `toHour`, nothing after it. */
  band?: { toHour: number; max: number };
};

export type RecoveryTimelineProps = {
  /** "Treatment ended Sat 21 Nov, 9:30 AM" */
  endedAtLabel: string;
  hours: { maxHour: number };
  limits: readonly number[];
  series: readonly TimelineSeries[];
  calls: readonly { hour: number; label: string }[];
  /** Midnights of the clinic: the hour at which each day begins. */
  dayMarks: readonly { hour: number; label: string }[];
};
