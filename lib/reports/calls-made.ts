import { OUTCOME_CODES } from "@/lib/calls/outcomes";
import type { CallFacts } from "./facts";
import { sortedIds } from "./ratio";
import type { CallsMade, Ids } from "./report";
import type { Study } from "./study";

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const ATTEMPTS = OUTCOME_CODES.filter((outcome) => outcome !== "not_dialled");

/** Calls that people of the clinic made: how they ended, and at what time of the clinic's day. */
export function callsMade({ contacts, notDialled, local }: Study): CallsMade {
  const calls = contacts.map(({ call }) => call);
  const made = calls.filter(({ direction }) => direction === "outbound");
  const ids = sortedIds(made.map(({ id }) => id));
  const by = (keyOf: (call: CallFacts) => string) => grouped(made, keyOf);
  return {
    n: ids.length,
    ids,
    notDialled: sortedIds(notDialled.map(({ id }) => id)),
    inbound: sortedIds(
      calls.filter(({ direction }) => direction !== "outbound").map(({ id }) => id),
    ),
    byOutcome: withEmpty(
      ATTEMPTS,
      by(({ outcome }) => outcome),
    ) as CallsMade["byOutcome"],
    byHour: withEmpty(
      HOURS,
      by(({ startedAt }) => String(local(startedAt).hour)),
    ),
    byWeekdayHour: by(({ startedAt }) => {
      const { weekday, hour } = local(startedAt);
      return `${weekday}-${String(hour).padStart(2, "0")}`;
    }),
  };
}

function grouped(
  calls: readonly CallFacts[],
  keyOf: (call: CallFacts) => string,
): Record<string, Ids> {
  const groups = Map.groupBy(calls, keyOf);
  return Object.fromEntries(
    [...groups.keys()]
      .toSorted()
      .map((key) => [key, sortedIds(groups.get(key)!.map(({ id }) => id))]),
  );
}

function withEmpty(keys: readonly string[], groups: Record<string, Ids>): Record<string, Ids> {
  return Object.fromEntries(keys.map((key) => [key, groups[key] ?? []]));
}
