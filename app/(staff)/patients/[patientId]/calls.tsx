import { v7 as uuidv7 } from "uuid";
import { CallHistory, type ShownCall } from "@/components/record/call-history";
import { LazyCorrectCallForm } from "@/components/record/lazy-correct-call-form";
import type { PatientRecord } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { ADVICE } from "@/lib/calls/advice";
import { countAttempts } from "@/lib/calls/attempts";
import { differingParts, partWords } from "@/lib/calls/correction";
import { SPEAKER_LABELS } from "@/lib/calls/outcomes";
import { isUndoable } from "@/lib/calls/undo";
import { absolute, clock, fieldValue, momentOf } from "@/lib/dates";
import type { FormState } from "@/lib/forms/form-state";
import { displayPhone } from "@/lib/patients/phone";
import { filterQuery, type WorklistFilters } from "@/lib/worklist/filters";
import { takeCallBack } from "../../worklist/actions";
import { correctLoggedCall } from "./call-actions";
import { recordPath } from "./paths";
import type { Reading } from "./shown";

type Recorded = PatientRecord["calls"][number];

/** The patient's calls, with what the person who looks may do about each. */
export function RecordedCalls({
  record,
  actor,
  reading,
  recovery,
  list,
  correcting,
}: {
  record: PatientRecord;
  actor: StaffActor;
  reading: Reading;
  /** The recovery that is shown because the address says so. */
  recovery: string | null;
  /** The list that the record was opened from. */
  list: WorklistFilters | null;
  /** The call whose correction is open, as the address says. */
  correcting: string | null;
}) {
  const path = recordPath({ patientId: record.patient.id, recovery, list });
  const shown = record.calls.map((call) => shownCall(record, call, actor, reading));
  const open = shown.find(({ id, may: can }) => id === correcting && can === "correct");
  const call = record.calls.find((each) => each.call.id === open?.id);
  const attempts = countAttempts(record.calls.map((each) => each.call));
  return (
    <CallHistory
      calls={shown}
      attempts={`${attempts} ${attempts === 1 ? "attempt" : "attempts"} by people`}
      undoAction={takeCallBack.bind(null, path)}
      correctHref={`${path}${path.includes("?") ? "&" : "?"}correct=`}
      correcting={
        call
          ? {
              callId: call.call.id,
              form: (
                <LazyCorrectCallForm
                  action={correctLoggedCall.bind(null, list ? filterQuery(list).toString() : "")}
                  idempotencyKey={uuidv7()}
                  callId={call.call.id}
                  version={call.call.version}
                  direction={call.call.direction}
                  standing={fieldsOf(call, reading.zone)}
                  numbers={record.contactPoints
                    .filter(({ kind }) => kind === "phone")
                    .map(({ id, value }) => ({ id, label: displayPhone(value) }))}
                  closeHref={`${path}#call-${call.call.id}`}
                />
              ),
            }
          : null
      }
    />
  );
}

function shownCall(
  record: PatientRecord,
  { call, by, number, providerTold }: Recorded,
  actor: StaffActor,
  { now, zone }: Reading,
): ShownCall {
  const numberOf = (id: string) => {
    const value = record.contactPoints.find((point) => point.id === id)?.value;
    return value ? displayPhone(value) : "a number that is gone";
  };
  return {
    id: call.id,
    at: momentOf(call.startedAt, now, zone),
    direction: call.direction,
    outcome: call.outcome,
    by,
    facts: [
      number ? displayPhone(number) : null,
      call.spokeWith ? `${SPEAKER_LABELS[call.spokeWith]} spoke` : null,
      call.identityChecked === null
        ? null
        : call.identityChecked
          ? "Two identifiers matched"
          : "Identity not checked",
      ...call.advice.map((code) => ADVICE.find(({ value }) => value === code)?.label ?? null),
      call.readBack ? "Read back" : null,
      call.providerToldAt
        ? `${providerTold ?? "Provider"} told ${clock(call.providerToldAt, zone)}, ${call.providerAccepted ? "took it on" : "not taken on yet"}`
        : null,
    ].filter((fact) => fact !== null),
    note: call.note,
    next: call.nextDueAt
      ? `${call.nextAction}, ${absolute(call.nextDueAt, zone)}${call.nextReason ? ` (${call.nextReason})` : ""}`
      : null,
    takenBack: call.undoneAt && momentOf(call.undoneAt, now, zone),
    corrections: record.callCorrections
      .filter(({ correction }) => correction.callId === call.id)
      .map(({ correction, by: corrector }) => ({
        id: correction.id,
        by: corrector,
        at: momentOf(correction.at, now, zone),
        why: correction.reason,
        before: differingParts(correction.before, correction.after).map(({ part, label }) => ({
          label,
          was: partWords(correction.before, part, numberOf),
        })),
      })),
    may: mayDo(call, actor, now),
  };
}

function mayDo(call: Recorded["call"], actor: StaffActor, now: Date): ShownCall["may"] {
  if (call.undoneAt || !may(actor.role, "log call")) return null;
  const own = call.calledBy === actor.staffId;
  return own && isUndoable(call.loggedAt, now) ? "undo" : "correct";
}

/** A call as the fields of the form that corrects it. */
function fieldsOf({ call }: Recorded, zone: string): FormState["values"] {
  const identity = call.identityChecked ? "yes" : "no";
  const promised = call.outcome === "reached_call_back_later" ? call.nextDueAt : null;
  return {
    outcome: [call.outcome],
    numberId: [call.contactPointId ?? ""],
    speaker: [call.spokeWith ?? ""],
    identityVerified: call.identityChecked === null ? [] : [identity],
    readBack: call.readBack ? ["yes"] : [],
    note: [call.note ?? ""],
    nextContactAt: promised ? [fieldValue(promised, zone)] : [],
  };
}
