import type { Level } from "@/lib/triage/protocol";

/**
 * The groups of the worklist, in their order on the screen. They exclude each other:
 * every patient under follow-up is in exactly one.
 */
export const GROUPS = [
  { group: "review_by_hand", label: "Review by hand" },
  { group: "emergency", label: "Emergency" },
  { group: "urgent", label: "Urgent" },
  { group: "complication", label: "Complication" },
  { group: "watch", label: "Past 48 h" },
  { group: "data_problem", label: "Data problems" },
  { group: "awaiting", label: "Awaiting check-in" },
  { group: "call_back", label: "Call-backs due" },
  { group: "expected", label: "Expected" },
] as const;
export type Group = (typeof GROUPS)[number]["group"];

/** What keeps staff and a patient from reaching each other. Shown in words beside the row in whatever group it is. */
export const DATA_PROBLEMS = {
  no_usable_number: "No usable number",
  no_consent: "No consent to be contacted",
  no_treatment_time: "Treatment time unknown",
  link_locked: "Check-in link locked",
} as const;
export type DataProblem = keyof typeof DATA_PROBLEMS;

export type Standing = {
  /** The worst level of the patient's open recoveries; null when a rule failed. */
  level: Level | null;
  dataProblems: readonly DataProblem[];
  /** When somebody promised to call back, if anybody did. */
  promisedAt: Date | null;
};

/**
 * The one group a patient is in at `now`. A level of watch or worse is never hidden behind a data
 * problem: a sign outranks a missing number. A failed rule comes before everything.
 */
export function groupOf(standing: Standing, now: Date): Group {
  const { level, dataProblems, promisedAt } = standing;
  if (level === null) return "review_by_hand";
  if (level !== "expected" && level !== "awaiting") return level;
  if (dataProblems.length > 0) return "data_problem";
  if (level === "awaiting") return "awaiting";
  return promisedAt !== null && promisedAt.getTime() <= now.getTime() ? "call_back" : "expected";
}

/** Position of a group on the screen, 0 first. */
export function groupRank(group: Group): number {
  return GROUPS.findIndex((each) => each.group === group);
}
