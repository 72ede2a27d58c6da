import { instantOfField } from "@/lib/dates";

/** How far back a hand-over looks for what is new, in hours. */
export const HAND_OVER_HOURS = [4, 8, 12, 24] as const;
const USUAL_HOURS = 12;
const LONGEST_DAYS = 31;

export type HandOverSince = {
  since: Date;
  /** Set when it is so many hours before now, null when a time was chosen. */
  hours: number | null;
  /** What is wrong with a time that was typed; the usual hours count instead. */
  error?: string;
};

/**
 * Since when news counts, as the address asks: `since` as a form's date and time in the zone, or
 * `hours` before now; 12 h without either.
 */
export function handOverSince(
  query: Record<string, string | string[] | undefined>,
  now: Date,
  zone: string,
): HandOverSince {
  const ago = (hours: number) => ({
    since: new Date(now.getTime() - hours * 3_600_000),
    hours,
  });
  const { since, hours } = query;
  if (typeof since === "string" && since !== "") {
    const at = instantOfField(since, zone);
    const oldest = now.getTime() - LONGEST_DAYS * 24 * 3_600_000;
    if (at === null) return { ...ago(USUAL_HOURS), error: "Enter a day and a time" };
    if (at > now) return { ...ago(USUAL_HOURS), error: "Enter a time that has passed" };
    if (at.getTime() < oldest) {
      return { ...ago(USUAL_HOURS), error: `Enter a time in the last ${LONGEST_DAYS} days` };
    }
    return { since: at, hours: null };
  }
  return ago(HAND_OVER_HOURS.find((each) => String(each) === hours) ?? USUAL_HOURS);
}
