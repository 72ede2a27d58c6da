import { assess } from "@/lib/triage/assess";
import type { Reason } from "@/lib/triage/assessment";
import type { CheckInFact, RecoveryFacts } from "@/lib/triage/facts";
import { hoursAfter, recoveryFacts } from "./recovery-facts";

/** Level and reason codes in alphabetical order, as one line: "watch HEAT_PAST_48H". */
export function judged(facts: Partial<RecoveryFacts>, now: Date = hoursAfter(500)): string {
  const { level, reasons } = assess(recoveryFacts(facts), now);
  return [level, ...reasons.map(({ code }) => code).toSorted()].join(" ");
}

/** The same for check-ins alone, without the silence that isn't asked about. */
export function judgedSigns(checkIns: readonly CheckInFact[], more: Partial<RecoveryFacts> = {}) {
  const { reasons } = assess(recoveryFacts({ checkIns, ...more }), hoursAfter(500));
  const signs = reasons.filter(({ category }) => category !== "no_report");
  return signs
    .map(({ code, level }) => `${level} ${code}`)
    .toSorted()
    .join(", ");
}

/** The worst reason that one check-in gives when nothing else is known. */
export function judgedReason(fact: CheckInFact): Reason | undefined {
  return assess(recoveryFacts({ checkIns: [fact] }), hoursAfter(500)).reasons[0];
}
