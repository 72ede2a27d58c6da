import { CLOSING_HOUR } from "@/lib/follow-up/next-action";

/** A treatment that ended at this instant or before is history: day 14 is over and nothing is due. */
export function historyEnd(now: Date): Date {
  return new Date(now.getTime() - CLOSING_HOUR * 3_600_000);
}
