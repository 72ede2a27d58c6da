import { CallToast } from "@/components/call/call-toast";
import type { LoggedCall } from "@/db/queries/calls";
import { outcomeLabel } from "@/lib/calls/outcomes";
import { isUndoable, type UndoRefusal, undoRefusalWords } from "@/lib/calls/undo";
import { absolute, relativeTo } from "@/lib/dates";
import { takeCallBack } from "./actions";

const REFUSALS: readonly UndoRefusal[] = ["not_found", "not_yours", "too_late"];

/** What became of one's own call: logged and what is next, taken back, or too late for that. */
export function CallSaved({
  call,
  kept,
  now,
  zone,
  back,
}: {
  call: LoggedCall;
  /** Why it was not taken back, as the address says. */
  kept: unknown;
  now: Date;
  zone: string;
  /** The page that taking it back leads to. */
  back: string;
}) {
  const refusal = REFUSALS.find((reason) => reason === kept);
  const undoable = call.undoneAt === null && isUndoable(call.loggedAt, now);
  return (
    <CallToast
      key={`${call.callId} ${call.undoneAt ? "back" : (refusal ?? "logged")}`}
      callId={call.callId}
      words={refusal ? undoRefusalWords(refusal) : savedWords(call, now, zone)}
      loud={refusal !== undefined || call.reportStays}
      undoAction={undoable ? takeCallBack.bind(null, back) : null}
    />
  );
}

function savedWords(call: LoggedCall, now: Date, zone: string): string {
  if (call.undoneAt) {
    const stays = call.reportStays
      ? " Its report stays until a provider has cleared it: what was reported may be a complication."
      : "";
    return `${outcomeLabel(call.outcome)}: call with ${call.patientName} taken back.${stays}`;
  }
  const next = call.dueAt ? ` Next: ${call.nextAction}, ${absolute(call.dueAt, zone)}.` : "";
  const also = call.alsoBy
    ? ` ${call.alsoBy} logged a call too, ${relativeTo(call.alsoAt ?? now, now)}; both are kept.`
    : "";
  return `${outcomeLabel(call.outcome)}: call logged for ${call.patientName}.${next}${also}`;
}
