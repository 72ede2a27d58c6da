import { notFound } from "next/navigation";
import { v7 as uuidv7 } from "uuid";
import { orForbidden } from "@/app/access";
import { CallPanel } from "@/components/call-panel";
import { ClaimOnOpen } from "@/components/claim-on-open";
import { LazyCallForm } from "@/components/lazy-call-form";
import { type Clinic, listProviders } from "@/db/queries/clinic";
import { findPatientRecord, type PatientRecord } from "@/db/queries/patient-record";
import type { StaffActor } from "@/lib/actor";
import { ADVICE } from "@/lib/calls/advice";
import { OUTCOME_CODES, type Outcome } from "@/lib/calls/outcomes";
import { callScript } from "@/lib/calls/script";
import { askedSigns, lastAnswers } from "@/lib/check-in/last-answers";
import { absolute, ageOn, relativeTo } from "@/lib/dates";
import { afterCall } from "@/lib/follow-up/after-call";
import { LANGUAGE_WORDS } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";
import { dayAndHour, elapsedHours } from "@/lib/recovery/clock";
import { restrictionsAt, strictestRestrictions } from "@/lib/recovery/restrictions";
import { levelAt, TURNED_SENTENCE } from "@/lib/recovery/standing";
import { compareLevels } from "@/lib/triage/protocol";
import type { WorklistFilters } from "@/lib/worklist/filters";
import { levelWord } from "@/lib/worklist/line";
import { claimCall, logCall, takeOverCall } from "./actions";
import { worklistPath } from "./paths";

/** The call panel of one patient over the list: number, script and form together. */
export async function CallDrawer({
  actor,
  clinic,
  patientId,
  filters,
  now,
}: {
  actor: StaffActor;
  clinic: Clinic;
  patientId: string;
  filters: WorklistFilters;
  now: Date;
}) {
  const record = await orForbidden(actor, () => findPatientRecord(actor, patientId, now));
  if (!record) notFound();
  const providers = await listProviders(actor);
  const lead = leadOf(record);
  if (!lead) notFound();
  const zone = clinic.timeZone;
  const { level, turnedAt } = levelAt(lead.assessment, now);
  const stored = lead.assessment?.reasons.map((reason) => reason.sentence) ?? [];
  const reasons = turnedAt === null ? stored : [...stored, TURNED_SENTENCE];
  const back = worklistPath(filters);
  // Closing leads the cursor back to the row that the panel was opened from.
  const close = `${worklistPath(filters, "row")}${patientId}`;
  const claimedByOther =
    record.claim && record.claim.staffId !== actor.staffId ? record.claim : null;
  const asked = askedSigns(lead.protocol);

  return (
    <CallPanel label={`Log call with ${record.patient.name}`} closeHref={close}>
      {claimedByOther ? null : <ClaimOnOpen patientId={patientId} claimAction={claimCall} />}
      <LazyCallForm
        action={logCall.bind(null, back)}
        idempotencyKey={uuidv7()}
        lastSeenCallId={record.calls[0]?.call.id ?? ""}
        patient={{
          id: patientId,
          name: record.patient.name,
          about: aboutOf(record, lead, now, zone),
          dayAndHour: dayAndHour(lead.treatment.endedAt, now, zone),
          language: LANGUAGE_WORDS[record.patient.language],
        }}
        level={level}
        levelWord={levelWord(level, lead.assessment?.reasons ?? [])}
        reasons={reasons}
        numbers={numbersOf(record)}
        script={callScript({
          level,
          hour: elapsedHours(lead.treatment.endedAt, now),
          reasons,
          restrictions: openRestrictions(record, now),
          clinicPhone: displayPhone(clinic.phone, clinic.country),
          emergencyNumber: clinic.emergencyNumber,
        })}
        outcomes={outcomesFor(record)}
        nextByOutcome={nextByOutcome(record, lead, now, clinic)}
        closeHref={close}
        heldBy={
          claimedByOther
            ? {
                by: claimedByOther.by,
                since: relativeTo(claimedByOther.claimedAt, now),
                takeOverAction: takeOverCall,
              }
            : null
        }
        asked={asked}
        last={lastAnswers(
          record.checkIns.map((each) => each.checkIn),
          now,
        )}
        advice={ADVICE}
        tellProvider={level === null || compareLevels(level, "complication") >= 0}
        providers={providers}
        emergencyText={`Tell them to call ${clinic.emergencyNumber} now.`}
      />
    </CallPanel>
  );
}

type Recovery = PatientRecord["recoveries"][number];

/** The recovery that decides the line; for somebody no longer followed, the latest. */
function leadOf(record: PatientRecord): Recovery | undefined {
  return (
    record.recoveries.find(({ recovery }) => recovery.id === record.line?.leadRecoveryId) ??
    record.recoveries[0]
  );
}

/** What the patient must avoid still; of several treatments the strictest. */
function openRestrictions(record: PatientRecord, now: Date) {
  const open = record.recoveries.filter(({ recovery }) => recovery.open);
  const states = open.map(({ treatment }) => restrictionsAt(elapsedHours(treatment.endedAt, now)));
  return strictestRestrictions(states).filter(
    ({ kind, state }) => kind === "avoid" && state === "open",
  );
}

function aboutOf(record: PatientRecord, lead: Recovery, now: Date, zone: string): string {
  const age = ageOn(record.patient.birthOn, now, zone);
  return [age === null ? null : `${age}`, lead.treatment.area, lead.treatment.device]
    .filter(Boolean)
    .join(" · ");
}

function numbersOf(record: PatientRecord) {
  return record.contactPoints
    .filter((point) => point.kind === "phone")
    .map((point) => ({
      id: point.id,
      display: displayPhone(point.value),
      owner: point.owner ?? "Own number",
      voicemail: voicemailOf(point.voicemailAllowed),
      problem: point.usable ? null : "Not usable",
    }));
}

/** Nobody asked: a message may be left, with nothing in it but who rang. */
function voicemailOf(allowed: boolean | null) {
  if (allowed === null) return "not asked" as const;
  return allowed ? ("allowed" as const) : ("not allowed" as const);
}

/** What isn't permitted is not offered: no voicemail where none may be left. */
function outcomesFor(record: PatientRecord): Outcome[] {
  const voicemail = record.contactPoints.some(
    (point) => point.kind === "phone" && point.usable && point.voicemailAllowed !== false,
  );
  return OUTCOME_CODES.filter((outcome) => outcome !== "left_voicemail" || voicemail);
}

function nextByOutcome(record: PatientRecord, lead: Recovery, now: Date, clinic: Clinic) {
  const planned: Partial<Record<Outcome, string>> = {
    reached: "the answers decide",
    reached_call_back_later: "call back at the time you enter below",
    not_dialled: "nothing changes; the claim ends",
  };
  const { level, turnedAt } = levelAt(lead.assessment, now);
  const usable = record.contactPoints.filter((point) => point.kind === "phone" && point.usable);
  for (const outcome of OUTCOME_CODES) {
    if (planned[outcome]) continue;
    const after = afterCall(
      {
        level,
        outcome,
        // A new reason counts its attempts from none.
        attempts: turnedAt === null ? (record.line?.attempts ?? 0) : 0,
        promisedAt: null,
        numbersLeft: Math.max(0, usable.length - 1),
        treatmentEndedAt: lead.treatment.endedAt,
      },
      now,
      clinic,
    );
    if (after) planned[outcome] = `${after.action}, ${absolute(after.dueAt, clinic.timeZone)}`;
  }
  return planned;
}
