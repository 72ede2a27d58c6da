/** What is planned for a patient: next action, until when, and how far up the attempt ladder. */
export type LinePlan = {
  nextAction: string;
  dueAt: Date;
  promisedAt: Date | null;
  attempts: number;
  reasonSince: Date;
  lastCallId: string | null;
  calledAt: Date | null;
  snoozedUntil: Date | null;
};
