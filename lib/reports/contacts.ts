import type { CallFacts, Instant } from "./facts";
import { type Contact, type Known, type Recovery, recoveriesMeant } from "./recoveries";

/**
 * The calls that stand at `now`, in the order of time, those that were never dialled too. One belongs to the
 * treatments that it names, or else to each of the patient's that is open when it begins; never to one that
 * ended later.
 */
export function contactsIn(calls: readonly CallFacts[], known: Known, now: Instant): Contact[] {
  return calls
    .filter(
      ({ startedAt, loggedAt, voidedAt }) =>
        startedAt <= now && loggedAt <= now && (voidedAt === null || voidedAt > now),
    )
    .toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))
    .map((call) => {
      const { startedAt: at, treatmentIds: named, patientId } = call;
      const meant = recoveriesMeant(known, { named, patientId, at });
      return {
        call,
        reached: isReached(call),
        recoveries: meant.filter(({ endedAt }) => endedAt <= at),
      };
    });
}

/** Somebody else, a call-back or a refusal is no follow-up: only what was spoken of with the right person is. */
function isReached({ outcome, reachedWho }: CallFacts): boolean {
  return (
    outcome === "reached" && (reachedWho === "patient" || reachedWho === "authorised_relative")
  );
}

/** The contacts of a recovery within its horizon, in the order of time. */
export function contactsInHorizon({ contacts, endedAt, horizonEnd }: Recovery): Contact[] {
  return contacts.filter(({ call }) => endedAt <= call.startedAt && call.startedAt < horizonEnd);
}
