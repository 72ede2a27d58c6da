import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { v7 as uuidv7 } from "uuid";
import { orForbidden } from "@/app/access";
import { requireStaff } from "@/app/auth";
import { clinicOf } from "@/app/clinic";
import { AssessmentPanel } from "@/components/assessment-panel";
import { CheckInForm } from "@/components/check-in-form";
import { CheckInHistory } from "@/components/check-in-history";
import { ClosingForm } from "@/components/closing-form";
import { LivePage } from "@/components/live-page";
import { RecoveryTimeline } from "@/components/recovery-timeline";
import { ReviewForm } from "@/components/review-form";
import { TriageBadge } from "@/components/triage-badge";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { findLoggedCall } from "@/db/queries/calls";
import {
  findPatientRecord,
  type PatientRecord,
  type RecordedRecovery,
} from "@/db/queries/patient-record";
import { may } from "@/lib/actor";
import { askedSigns, lastAnswers } from "@/lib/check-in/last-answers";
import { absolute, ageOn, clock, fieldValue, lateness, relativeTo } from "@/lib/dates";
import { CLOSING_HOUR } from "@/lib/follow-up/next-action";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";
import { uuidOrNull } from "@/lib/forms/uuid";
import { LANGUAGE_WORDS } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";
import { dayAndHour, elapsedHours } from "@/lib/recovery/clock";
import { CLOSING_WORDS } from "@/lib/recovery/closing";
import { NOT_CLEARABLE } from "@/lib/triage/protocol";
import { DATA_PROBLEMS } from "@/lib/worklist/groups";
import { planAt } from "@/lib/worklist/line";
import { CallSaved } from "../../worklist/call-saved";
import { clearPatientReasons, closePatientRecovery, recordPatientCheckIn } from "./actions";
import { RecordedCalls } from "./calls";
import { assessmentOf, checkInsOf, reasonsOf, shownCheckIns, timelineOf } from "./shown";

export const metadata: Metadata = { title: "Patient" };

type Props = {
  params: Promise<{ patientId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PatientPage({ params, searchParams }: Props) {
  const actor = await requireStaff();
  const patientId = uuidOrNull((await params).patientId);
  if (patientId === null) notFound();
  const now = new Date();
  const record = await orForbidden(actor, () => findPatientRecord(actor, patientId, now));
  if (!record) notFound();
  const query = await searchParams;
  const shown = chosenRecovery(record, uuidOrNull(query.recovery));
  if (!shown) notFound();
  const clinic = await clinicOf(actor);
  const logged = uuidOrNull(query.logged);
  const takenBack = logged && (await findLoggedCall(actor, { callId: logged, alsoCallId: null }));
  const reading = { now, zone: clinic.timeZone };
  const assessment = assessmentOf(record, shown, reading);
  const clearable = reasonsOf(shown, reading).filter(
    ({ code }) => !(NOT_CLEARABLE as ReadonlySet<string>).has(code),
  );
  const hour = elapsedHours(shown.treatment.endedAt, now);

  return (
    <div className="grid gap-4">
      <LivePage readAt={now} clock={clock(now, reading.zone)} />
      <Identity record={record} shown={shown} now={now} clinic={clinic} level={assessment} />
      {query.saved === undefined ? null : <Saved what={query.saved} />}
      {takenBack ? (
        <CallSaved
          call={takenBack}
          kept={query.kept}
          now={now}
          zone={clinic.timeZone}
          back={`/patients/${patientId}`}
        />
      ) : null}
      <div className="flex flex-wrap gap-2 print:hidden">
        {may(actor.role, "log call") ? (
          <ButtonLink href={`/worklist?call=${patientId}`} variant="primary">
            Log call
          </ButtonLink>
        ) : null}
        {may(actor.role, "record check-in") ? (
          <ButtonLink href="#record-check-in">Record a check-in</ButtonLink>
        ) : null}
      </div>
      <Treatments record={record} shown={shown} zone={reading.zone} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        {/* Why comes first: on a phone nobody scrolls past a form to find it. */}
        <div className="grid min-w-0 gap-4 xl:order-last">
          <AssessmentPanel {...assessment} />
          {may(actor.role, "clear reason") && clearable.length > 0 ? (
            <Card heading="Review" headingId="review">
              <ReviewForm
                action={clearPatientReasons.bind(null, patientId)}
                idempotencyKey={uuidv7()}
                recoveryId={shown.recovery.id}
                reasons={clearable}
              />
            </Card>
          ) : null}
          {may(actor.role, "close recovery") && shown.recovery.open && hour >= CLOSING_HOUR ? (
            <Card heading="Close this recovery" headingId="close">
              <ClosingForm
                action={closePatientRecovery.bind(null, patientId)}
                idempotencyKey={uuidv7()}
                recoveryId={shown.recovery.id}
              />
            </Card>
          ) : null}
          <RecordedCalls
            record={record}
            actor={actor}
            reading={reading}
            correcting={uuidOrNull(query.correct)}
          />
        </div>
        <div className="grid min-w-0 gap-4">
          <RecoveryTimeline {...timelineOf(record, shown, reading)} />
          <CheckInHistory checkIns={shownCheckIns(record, shown, reading)} />
          {may(actor.role, "record check-in") ? (
            <div id="record-check-in" className="scroll-mt-4">
              <Card heading="Record a check-in" headingId="record-check-in-heading">
                <CheckInForm
                  action={recordPatientCheckIn.bind(null, shown.recovery.id)}
                  idempotencyKey={uuidv7()}
                  patientId={patientId}
                  observedAt={fieldValue(now, reading.zone)}
                  zoneLabel={reading.zone.replaceAll("_", " ")}
                  asked={askedSigns(shown.protocol)}
                  last={lastAnswers(
                    checkInsOf(record, shown.recovery.id).map((each) => each.checkIn),
                    now,
                  )}
                  emergencyText={`Tell them to call ${clinic.emergencyNumber} now.`}
                />
              </Card>
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}

function chosenRecovery(record: PatientRecord, asked: string | null): RecordedRecovery | undefined {
  const byId = (id: string | undefined) =>
    record.recoveries.find(({ recovery }) => recovery.id === id);
  if (asked !== null) return byId(asked);
  return byId(record.line?.leadRecoveryId) ?? record.recoveries[0];
}

function Saved({ what }: { what: string | string[] }) {
  const words = {
    "check-in": "Check-in saved.",
    review: "Review saved.",
    closed: "Recovery closed.",
    correction: "Correction saved.",
  };
  const text = Object.entries(words).find(([key]) => key === what)?.[1];
  return text ? <Alert tone="success" title={text} /> : null;
}

function Identity({
  record,
  shown,
  now,
  clinic,
  level,
}: {
  record: PatientRecord;
  shown: RecordedRecovery;
  now: Date;
  clinic: ClinicHours;
  level: { level: Parameters<typeof TriageBadge>[0]["level"]; levelWord?: string };
}) {
  const { patient, line } = record;
  const zone = clinic.timeZone;
  const age = ageOn(patient.birthOn, now, zone);
  const plan = line && planAt(line, now, clinic);
  const late = plan && lateness(plan.dueAt, now);
  return (
    <header className="grid gap-2">
      <p>
        <Link href="/worklist" className="link">
          ← Worklist
        </Link>
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-22 font-bold">{patient.name}</h1>
        <TriageBadge level={level.level} word={level.levelWord} />
        <span className="font-semibold tabular-nums">
          {dayAndHour(shown.treatment.endedAt, now, zone)}
        </span>
        {plan ? (
          <span className={late ? "font-semibold text-urgent" : "text-muted"}>
            {plan.action}, {late ?? relativeTo(plan.dueAt, now)}
          </span>
        ) : (
          <span className="text-muted">Not followed up now</span>
        )}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted">
        <li>{age === null ? "Age unknown" : `${age} years, born ${patient.birthOn}`}</li>
        <li>{LANGUAGE_WORDS[patient.language]}</li>
        {record.contactPoints.map((point) => (
          <li key={point.id}>
            {point.kind === "phone" ? displayPhone(point.value) : point.value}
            {point.owner ? ` (${point.owner})` : ""}
            {point.usable ? "" : ", not usable"}
            {point.kind === "phone" && point.voicemailAllowed !== null
              ? `, voicemail ${point.voicemailAllowed ? "allowed" : "not allowed"}`
              : ""}
          </li>
        ))}
        {patient.risks.length > 0 ? (
          <li className="font-semibold text-complication">Risks: {patient.risks.join(", ")}</li>
        ) : null}
        {line?.dataProblems.map((problem) => (
          <li key={problem} className="font-semibold text-complication">
            {DATA_PROBLEMS[problem]}
          </li>
        ))}
        {patient.doNotContactUntil && patient.doNotContactUntil > now ? (
          <li>Do not contact until {absolute(patient.doNotContactUntil, zone)}</li>
        ) : null}
      </ul>
      {record.household.length > 0 ? (
        <p>
          Shares a number with{" "}
          {record.household.map((other, index) => (
            <span key={other.patientId}>
              {index > 0 ? ", " : ""}
              <Link href={`/patients/${other.patientId}`} className="link">
                {other.name}
              </Link>
            </span>
          ))}
          . Ask who is speaking.
        </p>
      ) : null}
    </header>
  );
}

function Treatments({
  record,
  shown,
  zone,
}: {
  record: PatientRecord;
  shown: RecordedRecovery;
  zone: string;
}) {
  return (
    <Card heading="Treatments" headingId="treatments" flush>
      <ul>
        {record.recoveries.map(({ recovery, treatment, closing }) => {
          const current = recovery.id === shown.recovery.id;
          const facts = [
            treatment.area,
            treatment.device,
            treatment.rf === null ? null : treatment.rf ? "RF" : "no RF",
            treatment.depthMm === null ? null : `${treatment.depthMm} mm`,
            treatment.products,
            treatment.productLot ? `lot ${treatment.productLot}` : null,
            treatment.practitioner,
          ];
          return (
            <li
              key={recovery.id}
              className="flex flex-wrap gap-x-4 gap-y-1 border-t px-4 py-2 first:border-t-0"
            >
              <Link
                href={`/patients/${record.patient.id}?recovery=${recovery.id}`}
                aria-current={current ? "true" : undefined}
                className={current ? "font-semibold" : "link"}
              >
                {absolute(treatment.endedAt, zone)}
              </Link>
              <span>{treatment.serviceName}</span>
              <span className="text-muted">{facts.filter(Boolean).join(" · ")}</span>
              <span className="ml-auto text-muted">
                {treatment.endedAtSource === "recorded" ? "" : "End estimated · "}
                {recovery.open ? "Open" : closingWords(closing)}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function closingWords(closing: RecordedRecovery["closing"]): string {
  if (!closing) return "Closed";
  const words = CLOSING_WORDS[closing.outcome];
  return closing.by ? `${words}, ${closing.by}` : words;
}
