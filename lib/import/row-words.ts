import type { RejectReason, SkipReason } from "./treatment";

/** Why rows don't come in, as a count says it. */
const REASON_WORDS: Readonly<Record<SkipReason | RejectReason, string>> = {
  "not-microneedling": "Other service",
  cancelled: "Cancelled",
  "no-show": "No-show",
  duplicate: "Twice in the file",
  future: "Still to come",
  "not-a-treatment": "No appointment",
  "bad-date": "Unreadable date",
  "nonexistent-time": "Time that doesn’t exist",
  "missing-name": "No name",
  "possible-duplicate": "One person or two",
  "unknown-status": "Unknown status",
  "not-completed": "Not marked as done",
};

/** Counts by reason as words, the most frequent first. */
export function reasonCounts(
  counts: Readonly<Record<string, number>>,
): { label: string; count: number }[] {
  const words: Readonly<Record<string, string>> = REASON_WORDS;
  return Object.entries(counts)
    .map(([reason, count]) => ({ label: words[reason] ?? reason, count }))
    .toSorted((a, b) => b.count - a.count);
}
