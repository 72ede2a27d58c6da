/** How a snooze ended: its time came, something new was reported, somebody called, or took it back. */
export const SNOOZE_ENDS = ["time", "new_fact", "call", "person"] as const;
export type SnoozeEnd = (typeof SNOOZE_ENDS)[number];
