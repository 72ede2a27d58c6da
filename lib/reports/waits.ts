import { openTimeOf } from "@/lib/follow-up/opening-hours";
import { compareLevels } from "@/lib/triage/protocol";
import type { Instant } from "./facts";
import { HORIZON_MS } from "./period";
import type { Contact } from "./recoveries";
import type { FlagLevel } from "./report";
import type { Raise, Study } from "./study";

/** Which contact a wait ends with: any, or only one in which the patient was reached. */
export type Awaited = "attempt" | "reached";

/** How long a flag waited: until it was answered, or until there was no more to see of it. */
export type Wait = { answered: boolean; until: Instant };

/**
 * How long a raise waited for a contact. It isn't seen any more after 720 hours, now, or its withdrawal,
 * whichever comes first; a contact at that very instant counts.
 */
export function waitOf(raise: Raise, awaited: Awaited, now: Instant): Wait {
  const contact = firstContact(raise, awaited);
  const seen = Math.min(now, raise.at + HORIZON_MS, withdrawalOf(raise) ?? Infinity);
  return contact !== null && contact <= seen
    ? { answered: true, until: contact }
    : { answered: false, until: seen };
}

/** A talk that is under way when the flag is raised answers it at once; what was over before doesn't. */
function firstContact({ at, recovery }: Raise, awaited: Awaited): Instant | null {
  const underWay = recovery.contacts.some(
    ({ reached, call }) =>
      reached && call.startedAt < at && call.endedAt !== null && at < call.endedAt,
  );
  if (underWay) return at;
  const fits = ({ reached, call }: Contact) =>
    call.startedAt >= at && (awaited === "attempt" || reached);
  return recovery.contacts.find(fits)?.call.startedAt ?? null;
}

/**
 * When an answer of the patient's lowered the level, for the two levels that an answer can settle. A review,
 * a closing or a worse level never stops the clock.
 */
export function withdrawalOf({ at, level, recovery }: Raise): Instant | null {
  if (level !== "awaiting" && level !== "watch") return null;
  const lower = recovery.assessments.find(
    (later) => later.at > at && later.cause === "check_in" && compareLevels(later.level, level) < 0,
  );
  return lower?.at ?? null;
}

const HOUR = 3_600_000;

/**
 * By when a raise asks for a contact; null when that lies after now. For an emergency, at once has no figure:
 * the urgent limit is used.
 */
export function deadlinesOf({ clinic, now }: Study): (raise: Raise) => Instant | null {
  const openTime = openTimeOf(clinic);
  return ({ at, level }) => {
    if (level === "complication") return openTime(at, 4 * HOUR, now);
    const deadline = at + LIMIT_HOURS[level] * HOUR;
    return deadline <= now ? deadline : null;
  };
}

const LIMIT_HOURS: Record<Exclude<FlagLevel, "complication">, number> = {
  awaiting: 24,
  watch: 24,
  urgent: 1,
  emergency: 1,
};
