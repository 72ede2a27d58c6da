import { SNOOZE_REFUSALS, type SnoozeRefusal } from "@/lib/follow-up/snooze";

/** Why a patient of those that somebody wanted to snooze wasn't. */
export type NotSnoozed = SnoozeRefusal | "not_followed" | "not_found";

/** What became of the patients that somebody wanted to snooze; every one is counted once. */
export type Snoozed = {
  snoozed: number;
  refused: Readonly<Partial<Record<NotSnoozed, number>>>;
};

const WORDS: Readonly<Record<NotSnoozed, string>> = {
  ...SNOOZE_REFUSALS,
  not_followed: "No longer followed up",
  not_found: "Not found in this clinic",
};

/**
 * The counts as a sentence; `until` is the time in words. "Snoozed until Thu 9:00 AM or a new symptom."
 * for one, "3 selected: 2 snoozed until Thu 9:00 AM or a new symptom. Not snoozed: 1 (a promised
 * call-back is due)." for several.
 */
export function snoozedWords({ snoozed, refused }: Snoozed, until: string): string {
  const reasons = Object.entries(refused).map(([reason, count]) => ({
    words: WORDS[reason as NotSnoozed],
    count,
  }));
  const total = reasons.reduce((sum, { count }) => sum + count, snoozed);
  if (total === 1) {
    return reasons[0]
      ? `Not snoozed. ${reasons[0].words}.`
      : `Snoozed until ${until} or a new symptom.`;
  }
  const done = `${total} selected: ${snoozed} snoozed${snoozed > 0 ? ` until ${until} or a new symptom` : ""}.`;
  const left = reasons.map(({ words, count }) => `${count} (${uncapital(words)})`).join(", ");
  return left === "" ? done : `${done} Not snoozed: ${left}.`;
}

function uncapital(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
