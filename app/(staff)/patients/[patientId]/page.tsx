import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { v7 as uuidv7 } from "uuid";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { messageChannels } from "@/app/message-channels";
import { AssessmentPanel } from "@/components/record/assessment-panel";
import { CheckInForm } from "@/components/record/check-in-form";
import { CheckInHistory } from "@/components/record/check-in-history";
import { ClosingForm } from "@/components/record/closing-form";
import { RecordKeys } from "@/components/record/record-keys";
import { RecoveryTimeline } from "@/components/record/recovery-timeline";
import { ReviewForm } from "@/components/record/review-form";
import { LivePage } from "@/components/shell/live-page";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Fold } from "@/components/ui/fold";
import { findLoggedCall } from "@/db/queries/calls";
import type { Clinic } from "@/db/queries/clinic";
import { findPatientMessages } from "@/db/queries/messages";
import {
  findPatientRecord,
  type PatientRecord,
  type RecordedRecovery,
} from "@/db/queries/patient-record";
import { listPeopleWhoMay } from "@/db/queries/staff";
import { may, type StaffActor } from "@/lib/actor";
import { askedSigns, lastAnswers } from "@/lib/check-in/last-answers";
import { clock, fieldValue } from "@/lib/dates";
import { CLOSING_HOUR } from "@/lib/follow-up/next-action";
import { uuidOrNull } from "@/lib/forms/uuid";
import { elapsedHours } from "@/lib/recovery/clock";
import { NOT_CLEARABLE } from "@/lib/triage/protocol";
import { filterQuery } from "@/lib/worklist/filters";
import { CallSaved } from "../../worklist/call-saved";
import { withMore } from "../../worklist/paths";
import { clearPatientReasons, closePatientRecovery, recordPatientCheckIn } from "./actions";
import { RecordedCalls } from "./calls";
import { CheckInLinks } from "./check-in-links";
import { Contacts } from "./contacts";
import { RecordHead } from "./head";
import { Lookalikes, MergedRecords, UndoMerge } from "./merged";
import { AskedMessage, Messages } from "./messages";
import { neighboursOf } from "./neighbours";
import { listPlace, recordPath } from "./paths";
import { Person } from "./person";
import { Questions } from "./questions";
import { RecoveryPhotos } from "./recovery-photos";
import { Restrictions } from "./restrictions";
import {
  assessmentOf,
  checkInsOf,
  type Reading,
  reasonsOf,
  shownCheckIns,
  timelineOf,
} from "./shown";
import { Treatments } from "./treatments";

export const metadata: Metadata = { title: "Patient" };

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ patientId: string }>; searchParams: Promise<Query> };

export default async function PatientPage({ params, searchParams }: Props) {
  const actor = await requireStaff();
  const patientId = uuidOrNull((await params).patientId);
  if (patientId === null) notFound();
  const now = new Date();
  const record = await orForbidden(actor, () => findPatientRecord(actor, patientId, now));
  if (!record) notFound();
  const { mergedInto } = record.patient;
  const query = await searchParams;
  const list = listPlace(query.from);
  if (mergedInto !== null) {
    redirect(withMore(recordPath({ patientId: mergedInto, list }), [["was", patientId]]));
  }
  const asked = uuidOrNull(query.recovery);
  const shown = chosenRecovery(record, asked);
  if (!shown && asked !== null) notFound();
  const written = { patientId, channels: messageChannels() };
  const messages = await findPatientMessages(actor, written, now);
  if (!messages) notFound();
  const { clinic } = actor;
  const logged = uuidOrNull(query.logged);
  const takenBack = logged && (await findLoggedCall(actor, { callId: logged, alsoCallId: null }));
  const reading = { now, zone: clinic.timeZone };
  const view = { actor, record, shown, clinic, reading, list };
  const from = list ? filterQuery(list).toString() : "";

  return (
    <RecordKeys key={patientId}>
      <LivePage readAt={now} clock={clock(now, reading.zone)} />
      <RecordHead
        {...view}
        now={now}
        neighbours={list && (await neighboursOf(actor, list, patientId, now))}
      />
      <Saved what={query.saved} />
      <AskedMessage {...view} messages={messages} from={from} asked={uuidOrNull(query.message)} />
      {takenBack ? (
        <CallSaved
          call={takenBack}
          kept={query.kept}
          now={now}
          zone={clinic.timeZone}
          back={recordPath({ patientId, recovery: asked, list })}
        />
      ) : null}
      <CameFrom {...view} was={uuidOrNull(query.was)} />
      <Lookalikes actor={actor} record={record} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem] xl:grid-rows-[auto_1fr]">
        {/* Why comes first: on a phone nobody scrolls past anything to find it. */}
        <div className="grid min-w-0 gap-4 xl:col-start-2">
          {shown ? <Judgement {...view} shown={shown} from={from} open={query.open} /> : null}
        </div>
        <div className="grid min-w-0 gap-4 xl:col-start-1 xl:row-span-2 xl:row-start-1">
          {shown ? <Course {...view} shown={shown} from={from} open={query.open} /> : null}
          <RecordedCalls
            record={record}
            actor={actor}
            reading={reading}
            recovery={asked}
            list={list}
            correcting={uuidOrNull(query.correct)}
          />
        </div>
        <div className="grid min-w-0 gap-4 xl:col-start-2">
          {shown ? <Restrictions {...view} shown={shown} from={from} /> : null}
          <Treatments {...view} zone={reading.zone} />
          <Contacts {...view} stopped={messages.stopped} from={from} />
          <Messages
            {...view}
            messages={messages}
            demonstration={clinic.demonstration > 0}
            from={from}
          />
          <CheckInLinks actor={actor} record={record} reading={reading} from={from} />
          <Person actor={actor} record={record} zone={reading.zone} from={from} />
          <MergedRecords actor={actor} record={record} zone={reading.zone} />
        </div>
      </div>
    </RecordKeys>
  );
}

type View = {
  actor: StaffActor;
  record: PatientRecord;
  shown: RecordedRecovery;
  clinic: Clinic;
  reading: Reading;
  from: string;
};

/** Why somebody is flagged or not, and what a person decides about it. */
async function Judgement({
  actor,
  record,
  shown,
  reading,
  from,
  open,
}: View & { open: Query[string] }) {
  const { id: patientId } = record.patient;
  const clearable = reasonsOf(shown, reading).filter(
    ({ code }) => !(NOT_CLEARABLE as ReadonlySet<string>).has(code),
  );
  const hour = elapsedHours(shown.treatment.endedAt, reading.now);
  return (
    <>
      <AssessmentPanel {...assessmentOf(record, shown, reading)} />
      <Questions
        actor={actor}
        record={record}
        recoveryId={shown.recovery.id}
        providers={await listPeopleWhoMay(actor, "answer escalation")}
        reading={reading}
        open={open === "escalate"}
        from={from}
      />
      {may(actor.role, "clear reason") && clearable.length > 0 ? (
        <Card heading="Review" headingId="review">
          <ReviewForm
            action={clearPatientReasons.bind(null, patientId, from)}
            idempotencyKey={uuidv7()}
            recoveryId={shown.recovery.id}
            reasons={clearable}
          />
        </Card>
      ) : null}
      {may(actor.role, "close recovery") && shown.recovery.open && hour >= CLOSING_HOUR ? (
        <Card heading="Close this recovery" headingId="close">
          <ClosingForm
            action={closePatientRecovery.bind(null, patientId, from)}
            idempotencyKey={uuidv7()}
            recoveryId={shown.recovery.id}
          />
        </Card>
      ) : null}
    </>
  );
}

/** What was reported over the hours, and the form for the next report. */
function Course({
  actor,
  record,
  shown,
  clinic,
  reading,
  from,
  open,
}: View & { open: Query[string] }) {
  return (
    <>
      <RecoveryTimeline {...timelineOf(record, shown, reading)} />
      <CheckInHistory checkIns={shownCheckIns(record, shown, reading)} />
      <RecoveryPhotos actor={actor} record={record} shown={shown} reading={reading} from={from} />
      {may(actor.role, "record check-in") ? (
        <Card>
          <Fold
            id="record-check-in"
            open={open === "check-in"}
            summary={<h2 className="text-16 font-semibold">Record a check-in</h2>}
            className="scroll-mt-4 print:hidden"
          >
            <CheckInForm
              action={recordPatientCheckIn.bind(null, shown.recovery.id, from)}
              idempotencyKey={uuidv7()}
              patientId={record.patient.id}
              observedAt={fieldValue(reading.now, reading.zone)}
              zoneLabel={reading.zone.replaceAll("_", " ")}
              asked={askedSigns(shown.protocol)}
              last={lastAnswers(
                checkInsOf(record, shown).map(({ checkIn }) => checkIn),
                reading.now,
              )}
              emergencyText={`Tell them to call ${clinic.emergencyNumber} now.`}
            />
          </Fold>
        </Card>
      ) : null}
    </>
  );
}

function chosenRecovery(record: PatientRecord, asked: string | null): RecordedRecovery | null {
  const byId = (id: string | undefined) =>
    record.recoveries.find(({ recovery }) => recovery.id === id);
  if (asked !== null) return byId(asked) ?? null;
  return byId(record.line?.leadRecoveryId) ?? record.recoveries[0] ?? null;
}

const SAVED: Readonly<Record<string, string>> = {
  "check-in": "Check-in saved.",
  review: "Review saved.",
  closed: "Recovery closed.",
  correction: "Correction saved.",
  identity: "Correction saved.",
  contact: "Contact saved.",
  question: "The question was sent. It is listed until somebody answers.",
  answer: "Answer saved.",
  restriction: "What this patient has to wait with was set.",
  link: "The link was revoked: nobody gets in by it any more.",
  "no-link": "Nothing was changed: this link isn’t this patient’s.",
  photo: "The photo was removed.",
  "taken-back": "The message was taken back: it never leaves.",
  "text-read": "Noted that the text was read.",
  stopped: "Messages there are stopped, for everybody who has it.",
  allowed: "Messages there are allowed again, for everybody who has it.",
  "write-times": "Saved when they are written to.",
  time: "The time was corrected. Every check-in is kept.",
  merged: "The two records are one now.",
  unmerged: "The merge was undone: these are two records again.",
};

function Saved({ what }: { what: Query[string] }) {
  const words = typeof what === "string" && Object.hasOwn(SAVED, what) ? SAVED[what] : null;
  return words ? <Alert tone="success" title={words} /> : null;
}

/** Whoever opened a record that is part of this one is told so, and how to part them again. */
function CameFrom({ actor, record, was }: Pick<View, "actor" | "record"> & { was: string | null }) {
  const each = record.merges.find(({ merge }) => merge.mergedId === was && merge.undoneAt === null);
  if (!each) return null;
  const newest = record.merges.find(
    ({ merge }) => merge.keptId === record.patient.id && merge.undoneAt === null,
  );
  return (
    <Alert title={`The record of ${each.otherName} is part of this one.`} live={false}>
      {each === newest && may(actor.role, "merge patients") ? <UndoMerge each={each} /> : null}
    </Alert>
  );
}
