import { notFound } from "next/navigation";
import { v7 as uuidv7 } from "uuid";
import { orForbidden } from "@/app/access";
import { preferencesOf } from "@/app/preferences";
import { CallPanel } from "@/components/call/call-panel";
import { LazyCallForm } from "@/components/call/lazy-call-form";
import { findCallDraft } from "@/db/queries/calls";
import type { Clinic } from "@/db/queries/clinic";
import { findPatientRecord, type PatientRecord } from "@/db/queries/patient-record";
import { listPeopleWhoMay } from "@/db/queries/staff";
import type { StaffActor } from "@/lib/actor";
import { ADVICE } from "@/lib/calls/advice";
import { countAttempts } from "@/lib/calls/attempts";
import { mayRing, ringNotices } from "@/lib/calls/may-ring";
import { OUTCOME_CODES, type Outcome, outcomeLabel } from "@/lib/calls/outcomes";
import { callScript } from "@/lib/calls/script";
import { askedSigns, lastAnswers, reportedSigns } from "@/lib/check-in/last-answers";
import { absolute, ageOn, clockWithSeconds, relativeTo, startOfDay } from "@/lib/dates";
import { afterCall, TRY_OTHER_NUMBER } from "@/lib/follow-up/after-call";
import { afterTheEnd } from "@/lib/follow-up/after-the-end";
import { LANGUAGE_WORDS } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";
import { REACHES, REACHES_WORDS } from "@/lib/patients/reaches";
import { dayAndHour, elapsedHours } from "@/lib/recovery/clock";
import { restrictionsAt, strictestRestrictions } from "@/lib/recovery/restrictions";
import { levelAt, TURNED_SENTENCE } from "@/lib/recovery/standing";
import { staysUntilReviewed } from "@/lib/triage/protocol";
import type { WorklistFilters } from "@/lib/worklist/filters";
import { levelWord } from "@/lib/worklist/line";
import { recordPath } from "../patients/[patientId]/paths";
import { logCall, takeOverCall, throwDraftAway } from "./actions";
import { worklistPath } from "./paths";

const ROUTES = {
  draft: "/worklist/draft",
  claim: "/worklist/claim",
  release: "/worklist/release",
} as const;

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
  const [record, providers, draft, { shortcuts }] = await Promise.all([
    orForbidden(actor, () => findPatientRecord(actor, patientId, now)),
    listPeopleWhoMay(actor, "answer escalation"),
    findCallDraft(actor, patientId),
    preferencesOf(actor),
  ]);
  if (!record) notFound();
  const lead = leadOf(record);
  if (!lead) notFound();
  const zone = clinic.timeZone;
  const { patient } = record;
  const { level, turnedAt } = levelAt(lead.assessment, now);
  const stored = lead.assessment?.reasons.map((reason) => reason.sentence) ?? [];
  const reasons = turnedAt === null ? stored : [...stored, TURNED_SENTENCE];
  const back = worklistPath(filters);
  // Closing leads the cursor back to the row that the panel was opened from.
  const close = `${worklistPath(filters, "row")}${patientId}`;
  const heldBy = record.claim && record.claim.staffId !== actor.staffId ? record.claim : null;
  const checkIns = record.checkIns
    .map((each) => each.checkIn)
    .filter(({ withdrawnAt }) => withdrawnAt === null);
  const numbers = numbersOf(record);
  const foreign = patient.language !== "en";

  return (
    <CallPanel key={patientId} label={`Log call with ${patient.name}`} closeHref={close}>
      <LazyCallForm
        action={logCall.bind(null, back)}
        throwAwayAction={throwDraftAway}
        takeOverAction={takeOverCall}
        routes={ROUTES}
        callerId={actor.staffId}
        idempotencyKey={uuidv7()}
        draft={
          draft && {
            values: draft.fields,
            idempotencyKey: draft.idempotencyKey,
            savedAt: savedWords(draft.savedAt, now, zone),
          }
        }
        newestCall={newestOf(record, actor, filters, now)}
        patient={{
          id: patientId,
          name: patient.name,
          about: aboutOf(record, lead, now, zone),
          dayAndHour: dayAndHour(lead.treatment.endedAt, now, zone),
          language: { word: LANGUAGE_WORDS[patient.language], foreign },
        }}
        level={level}
        levelWord={levelWord(level, lead.assessment?.reasons ?? [])}
        reasons={reasons}
        contact={contactOf(record, lead, now)}
        notices={noticesOf(record, level, now, zone)}
        numbers={numbers}
        mayRing={mayRing(patient, level, now)}
        script={callScript({
          level,
          hour: elapsedHours(lead.treatment.endedAt, now),
          limits: limitsOf(lead),
          reasons,
          reported: reportedSigns(checkIns, lead.protocol.thresholds, now),
          restrictions: openRestrictions(record, now),
          language: foreign ? LANGUAGE_WORDS[patient.language] : null,
          voicemail: numbers.some(({ usable, voicemail }) => usable && voicemail !== "not allowed"),
          callerName: actor.name,
          clinicName: clinic.name,
          clinicPhone: displayPhone(clinic.phone, clinic.country),
          emergencyNumber: clinic.emergencyNumber,
        })}
        nextByOutcome={nextByOutcome(record, lead, now, clinic)}
        closeHref={close}
        heldBy={heldBy && { by: heldBy.by, since: relativeTo(heldBy.claimedAt, now) }}
        asked={askedSigns(lead.protocol)}
        last={lastAnswers(checkIns, now)}
        advice={ADVICE}
        tellProvider={level === null || staysUntilReviewed(level)}
        providers={providers}
        emergencyText={`Tell them to call ${clinic.emergencyNumber} now.`}
        shortcuts={shortcuts}
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

/** The window of the protocol, or the longer one that a prescriber set. */
function limitsOf({ protocol, treatment }: Recovery) {
  const longer = protocol.extensions.X10 ? treatment.longerWindow : null;
  return longer ?? protocol.thresholds;
}

/** What the patient must avoid still; of several treatments the strictest. */
function openRestrictions(record: PatientRecord, now: Date) {
  const open = record.recoveries.filter(({ recovery }) => recovery.open);
  const states = open.map(({ treatment, overrides }) =>
    restrictionsAt(elapsedHours(treatment.endedAt, now), overrides),
  );
  return strictestRestrictions(states)
    .filter(({ kind, state }) => kind === "avoid" && state === "open")
    .map((state) => ({ ...state, setBy: state.override?.author ?? null }));
}

function aboutOf(record: PatientRecord, lead: Recovery, now: Date, zone: string): string {
  const age = ageOn(record.patient.birthOn, now, zone);
  return [age === null ? null : `${age}`, lead.treatment.area, lead.treatment.device]
    .filter(Boolean)
    .join(" · ");
}

/** Calls by people since the treatment, which is what the ladder counts; how the last one ended. */
function contactOf(record: PatientRecord, lead: Recovery, now: Date): string {
  const open = record.recoveries.filter(({ recovery }) => recovery.open);
  const since = Math.min(...[lead, ...open].map(({ treatment }) => treatment.endedAt.getTime()));
  const counted = record.calls.filter(
    ({ call }) => call.undoneAt === null && call.startedAt.getTime() >= since,
  );
  const attempts = countAttempts(counted.map(({ call }) => call));
  const tried = `Tried ${attempts === 1 ? "once" : `${attempts} times`} by people so far.`;
  const last = counted.find(({ call }) => call.outcome !== "not_dialled");
  if (!last) return attempts === 0 ? "Nobody has called yet." : tried;
  const { call, by } = last;
  return `${tried} Last: ${outcomeLabel(call.outcome)}, ${relativeTo(call.startedAt, now)}, by ${by}.`;
}

function noticesOf(
  record: PatientRecord,
  level: Parameters<typeof mayRing>[1],
  now: Date,
  zone: string,
): string[] {
  const { patient, household, contactPoints } = record;
  const until = patient.doNotContactUntil && absolute(patient.doNotContactUntil, zone);
  const shared = household.map(({ name }) => name).join(", ");
  const emergency = contactPoints.some(
    (each) => each.kind === "phone" && each.reaches === "emergency",
  );
  return [
    ...ringNotices(patient, level, until, now),
    ...(shared ? [`A number is shared with ${shared}: ask who is speaking.`] : []),
    ...(record.line?.nextAction.includes("emergency contact") && !emergency
      ? ["No emergency contact is known."]
      : []),
  ];
}

/** The patient's own numbers first, what can't be used last; emergency contacts behind the others. */
function numbersOf(record: PatientRecord) {
  return record.contactPoints
    .filter((point) => point.kind === "phone")
    .toSorted(
      (a, b) =>
        Number(b.usable) - Number(a.usable) ||
        REACHES.indexOf(a.reaches) - REACHES.indexOf(b.reaches),
    )
    .map((point) => ({
      id: point.id,
      display: displayPhone(point.value),
      owner: [REACHES_WORDS[point.reaches], point.owner].filter(Boolean).join(": "),
      voicemail: voicemailOf(point.voicemailAllowed),
      usable: point.usable,
    }));
}

/** Nobody asked: a message may be left, with nothing in it but who rang. */
function voicemailOf(allowed: boolean | null) {
  if (allowed === null) return "not asked" as const;
  return allowed ? ("allowed" as const) : ("not allowed" as const);
}

/** The newest call that counts, for a panel that has been open for longer. */
function newestOf(
  { calls, patient }: PatientRecord,
  actor: StaffActor,
  list: WorklistFilters,
  now: Date,
) {
  const newest = calls
    .filter(({ call }) => call.undoneAt === null)
    .toSorted((a, b) => (a.call.id < b.call.id ? 1 : -1))[0];
  if (!newest) return null;
  const { call, by } = newest;
  return {
    id: call.id,
    words: `${by} logged a call ${relativeTo(call.loggedAt, now)}: ${outcomeLabel(call.outcome)}.`,
    href: `${recordPath({ patientId: patient.id, list })}#call-${call.id}`,
    mine: call.calledBy === actor.staffId,
  };
}

/** The time alone on the day itself. */
function savedWords(at: Date, now: Date, zone: string): string {
  return at >= startOfDay(now, zone) ? clockWithSeconds(at, zone) : absolute(at, zone);
}

function nextByOutcome(record: PatientRecord, lead: Recovery, now: Date, clinic: Clinic) {
  if (!record.line) {
    return Object.fromEntries(OUTCOME_CODES.map((outcome) => [outcome, afterTheEnd(outcome)]));
  }
  const planned: Partial<Record<Outcome, string>> = {
    reached: "the answers decide",
    reached_call_back_later: "call back at the time you enter below",
    not_dialled: "nothing changes; the claim ends",
  };
  const { level, turnedAt } = levelAt(lead.assessment, now);
  const own = record.contactPoints.filter(
    (point) => point.kind === "phone" && point.usable && point.reaches !== "emergency",
  );
  for (const outcome of OUTCOME_CODES) {
    if (planned[outcome]) continue;
    const after = afterCall(
      {
        level,
        direction: "outbound",
        outcome,
        // A new reason counts its attempts from none.
        attempts: turnedAt === null ? record.line.attempts : 0,
        promisedAt: null,
        numbersLeft: Math.max(0, own.length - 1),
        untriedNumbers: record.line.nextAction === TRY_OTHER_NUMBER ? 0 : own.length - 1,
        treatmentEndedAt: lead.treatment.endedAt,
      },
      now,
      clinic,
    );
    if (after) planned[outcome] = `${after.action}, ${absolute(after.dueAt, clinic.timeZone)}`;
  }
  return planned;
}
