import type { Stored } from "@/lib/stored-json";

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
  /** Since when an urgent case has been waiting for a human touch. */
  untouchedSince: Date | null;
};

/** The plan that a line holds, and nothing else of it. */
export function planOf(line: LinePlan): LinePlan {
  const { nextAction, dueAt, promisedAt, attempts, reasonSince } = line;
  const { lastCallId, calledAt, snoozedUntil, untouchedSince } = line;
  return {
    nextAction,
    dueAt,
    promisedAt,
    attempts,
    reasonSince,
    lastCallId,
    calledAt,
    snoozedUntil,
    untouchedSince,
  };
}

/** A plan as it comes back out of the database. */
export function planFrom(stored: Stored<LinePlan>): LinePlan {
  return {
    ...stored,
    dueAt: new Date(stored.dueAt),
    promisedAt: instant(stored.promisedAt),
    reasonSince: new Date(stored.reasonSince),
    calledAt: instant(stored.calledAt),
    snoozedUntil: instant(stored.snoozedUntil),
    untouchedSince: instant(stored.untouchedSince ?? null),
  };
}

function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
