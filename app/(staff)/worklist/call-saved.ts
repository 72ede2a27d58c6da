import type { LoggedCall } from "@/db/queries/calls";
import { outcomeLabel } from "@/lib/calls/outcomes";
import { absolute, relativeTo } from "@/lib/dates";

/** What is said after a call was saved: what happens next, and whether somebody else called too. */
export function callSaved(call: LoggedCall, now: Date, zone: string): string {
  const next = call.dueAt ? ` Next: ${call.nextAction}, ${absolute(call.dueAt, zone)}.` : "";
  const also = call.alsoBy
    ? ` ${call.alsoBy} logged a call too, ${relativeTo(call.alsoAt ?? now, now)}; both are kept.`
    : "";
  return `${outcomeLabel(call.outcome)}: call logged for ${call.patientName}.${next}${also}`;
}
