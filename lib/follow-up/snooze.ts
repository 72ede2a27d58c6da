import type { Level } from "@/lib/triage/protocol";

/** How a snooze ended: its time came, something new was reported, somebody called, or took it back. */
export const SNOOZE_ENDS = ["time", "new_fact", "call", "person"] as const;
export type SnoozeEnd = (typeof SNOOZE_ENDS)[number];

/** How long a reason for a snooze may be, in UTF-16 units. */
export const SNOOZE_REASON_LIMIT = 300;

/**
 * Hours that a patient of a level may be left behind the group, counted from when somebody says so;
 * 0 is never. The product asks for a maximum (section 3, c14). The hours follow how soon the recovery
 * protocol wants an answer (LEVEL_PLANS): urgent and emergency within the hour, so never; complication
 * within 4 clinic hours, watch within 24 h; awaiting within 24 h, and its ladder has a try a day, so
 * two days; expected has no answer due, and its checks lie up to 7 days apart before day 14.
 */
export const SNOOZE_HOURS: Readonly<Record<Level, number>> = {
  emergency: 0,
  urgent: 0,
  complication: 4,
  watch: 24,
  awaiting: 48,
  expected: 168,
};

/** What decides whether a line may be snoozed, and until when. */
export type SnoozeFacts = {
  /** Null when a rule failed. */
  level: Level | null;
  /** When somebody promised to call back, if anybody did. */
  promisedAt: Date | null;
  snoozedUntil: Date | null;
  /** The newest snooze of the line, however it ended. */
  last: { at: Date; endedBy: SnoozeEnd | null } | null;
  /** When somebody last tried to reach the patient; "not dialled" is no try. */
  triedAt: Date | null;
  /** When the desk last learned something of the patient: a report, a new reason, a treatment. */
  newsAt: Date | null;
};

/** Why a line can't be snoozed, or not until then. */
export const SNOOZE_REFUSALS = {
  rule_failed: "A rule failed: decide by hand first",
  too_grave: "An urgent or emergency patient can’t be snoozed",
  promise_due: "A promised call-back is due",
  snoozed_now: "Snoozed already",
  snoozed_before:
    "Snoozed before; nobody has tried to reach the patient since, and nothing new came",
  past: "The time lies in the past",
  too_long: "The time lies beyond the longest snooze for this level",
  past_promise: "A call-back was promised before that time",
} as const;
export type SnoozeRefusal = keyof typeof SNOOZE_REFUSALS;

/**
 * Until when a line may be snoozed at `now`: as long as its level allows, and never past a promised
 * call-back. Nobody is snoozed twice for one reason: after a snooze comes a try to reach the patient,
 * or something new, before the next.
 */
export function latestSnooze(
  facts: SnoozeFacts,
  now: Date,
): { ok: true; latest: Date } | { ok: false; reason: SnoozeRefusal } {
  const { level, promisedAt, snoozedUntil } = facts;
  if (level === null) return { ok: false, reason: "rule_failed" };
  const hours = SNOOZE_HOURS[level];
  if (hours === 0) return { ok: false, reason: "too_grave" };
  if (promisedAt !== null && promisedAt <= now) return { ok: false, reason: "promise_due" };
  if (snoozedUntil !== null && snoozedUntil > now) return { ok: false, reason: "snoozed_now" };
  if (!freshSince(facts)) return { ok: false, reason: "snoozed_before" };
  const limit = new Date(now.getTime() + hours * 3_600_000);
  return { ok: true, latest: promisedAt !== null && promisedAt < limit ? promisedAt : limit };
}

/** Why a line can't be snoozed until this instant; null when it can. The latest instant itself is fine. */
export function refuseSnooze(facts: SnoozeFacts, until: Date, now: Date): SnoozeRefusal | null {
  const allowed = latestSnooze(facts, now);
  if (!allowed.ok) return allowed.reason;
  if (until <= now) return "past";
  if (until <= allowed.latest) return null;
  return allowed.latest.getTime() === facts.promisedAt?.getTime() ? "past_promise" : "too_long";
}

/** Whether anything has happened since the last snooze that makes another one thinkable. */
function freshSince({ last, triedAt, newsAt }: SnoozeFacts): boolean {
  if (last === null || last.endedBy === "new_fact") return true;
  return [triedAt, newsAt].some((at) => at !== null && at > last.at);
}
