import type { CheckInFacts, DueCheckFacts, Instant } from "./facts";
import { ratioOf, sortedIds } from "./ratio";
import type { Recovery } from "./recoveries";
import type { PendingRatio, ResponseChecks } from "./report";
import type { Study } from "./study";

type Check = Study["checks"][number];

/** Checks that patients answered in time, among those whose window is over. */
export function responseChecks(study: Study): ResponseChecks {
  const { over, pending } = checksOf(study);
  const inTime = over.filter(({ check, recovery }) =>
    recovery.checkIns.some((checkIn) => checkIn.byPatient && answersInTime(checkIn, check)),
  );
  const answered = new Set(inTime);
  const late = over.filter(
    (each) =>
      !answered.has(each) &&
      each.recovery.checkIns.some(
        ({ byPatient, observedAt, recordedAt }) =>
          byPatient && isWithin(observedAt, each.check) && recordedAt >= each.check.closesAt,
      ),
  );
  return { ...ratioOf(idsOf(inTime), idsOf(over)), pending, late: sortedIds(idsOf(late)) };
}

/** Checks of which nobody heard anything: no answer, whoever wrote it down, and no talk in the window. */
export function missedChecks(study: Study): PendingRatio {
  const { over, pending } = checksOf(study);
  const missed = over.filter(
    ({ check, recovery }) =>
      !recovery.checkIns.some((checkIn) => answersInTime(checkIn, check)) &&
      !isTalkedIn(recovery, check),
  );
  return { ...ratioOf(idsOf(missed), idsOf(over)), pending };
}

/** A window that isn't over counts neither way: answers come before silence. */
function checksOf({ checks, now }: Study) {
  const isOver = ({ check }: Check) => check.closesAt <= now;
  return {
    over: checks.filter(isOver),
    pending: sortedIds(idsOf(checks.filter((each) => !isOver(each)))),
  };
}

function answersInTime({ observedAt, recordedAt }: CheckInFacts, check: DueCheckFacts): boolean {
  return isWithin(observedAt, check) && isWithin(recordedAt, check);
}

function isTalkedIn({ contacts, horizonEnd }: Recovery, check: DueCheckFacts): boolean {
  return contacts.some(
    ({ reached, call }) =>
      reached && isWithin(call.startedAt, check) && call.startedAt < horizonEnd,
  );
}

function isWithin(at: Instant, { opensAt, closesAt }: DueCheckFacts): boolean {
  return opensAt <= at && at < closesAt;
}

function idsOf(checks: readonly Check[]): string[] {
  return checks.map(({ check }) => check.id);
}
