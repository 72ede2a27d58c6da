import { Phone } from "lucide-react";
import Link from "next/link";
import { TriageBadge } from "@/components/triage-badge";
import { ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { PatientRecord, RecordedRecovery } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { absolute, ageOn, lateness, relativeTo } from "@/lib/dates";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";
import { LANGUAGE_WORDS } from "@/lib/patients/languages";
import { displayPhone } from "@/lib/patients/phone";
import { REACHES, whoseNumber } from "@/lib/patients/reaches";
import { dayAndHour } from "@/lib/recovery/clock";
import type { WorklistFilters } from "@/lib/worklist/filters";
import { DATA_PROBLEMS } from "@/lib/worklist/groups";
import { planAt } from "@/lib/worklist/line";
import { worklistPath } from "../../worklist/paths";
import type { Neighbours } from "./neighbours";
import { recordPath } from "./paths";
import { assessmentOf } from "./shown";

type HeadProps = {
  actor: StaffActor;
  record: PatientRecord;
  shown: RecordedRecovery | null;
  now: Date;
  clinic: ClinicHours;
  list: WorklistFilters | null;
  neighbours: Neighbours | null;
};

/** Who this is, how they stand, what is next, and what can be done about it. */
export function RecordHead(props: HeadProps) {
  const { record, shown, now, clinic } = props;
  const { patient, line, claim } = record;
  const zone = clinic.timeZone;
  const age = ageOn(patient.birthOn, now, zone);
  const level = shown && assessmentOf(record, shown, { now, zone });
  const plan = line && planAt(line, now, clinic);
  const late = plan && lateness(plan.dueAt, now);
  return (
    <header className="grid gap-2">
      <ListPlace {...props} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-22 font-bold [overflow-wrap:anywhere]">{patient.name}</h1>
        {level ? <TriageBadge level={level.level} word={level.levelWord} /> : null}
        {shown ? (
          <span className="font-semibold tabular-nums">
            {dayAndHour(shown.treatment.endedAt, now, zone)}
          </span>
        ) : null}
        {plan ? (
          <span className={late ? "font-semibold text-urgent" : "text-muted"}>
            {plan.action},{" "}
            <time dateTime={plan.dueAt.toISOString()} title={absolute(plan.dueAt, zone)}>
              {late ?? relativeTo(plan.dueAt, now)}
            </time>
          </span>
        ) : (
          <span className="text-muted">Not followed up now</span>
        )}
        {claim ? (
          <span className="font-medium text-primary">
            {claim.staffId === props.actor.staffId ? "You are" : `${claim.by} is`} calling,{" "}
            {relativeTo(claim.claimedAt, now)}
          </span>
        ) : line?.assignee ? (
          <span className="text-muted">Owner: {line.assignee}</span>
        ) : null}
      </div>
      <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
        <li>{age === null ? "Age unknown" : `${age} years, born ${patient.birthOn}`}</li>
        <li>{LANGUAGE_WORDS[patient.language]}</li>
        <FirstNumber record={record} />
      </ul>
      <Warnings record={record} now={now} zone={zone} />
      <Household record={record} />
      <Doing {...props} />
    </header>
  );
}

/** Where the list leads on from here: back to the row, and to the patients before and after. */
function ListPlace({ record, list, neighbours }: HeadProps) {
  const back = list ? `${worklistPath(list, "row")}${record.patient.id}` : "/worklist";
  return (
    <nav aria-label="List" className="flex flex-wrap items-center gap-x-4 gap-y-1 print:hidden">
      <Link
        href={back}
        prefetch={false}
        className="link inline-flex min-h-6 items-center max-sm:min-h-11"
      >
        ← Worklist{neighbours?.place ? ` (${neighbours.place})` : ""}
      </Link>
      {neighbours ? (
        <span className="flex gap-2">
          <Neighbour which="previous" to={neighbours.previous} keyName="[" />
          <Neighbour which="next" to={neighbours.next} keyName="]" />
        </span>
      ) : null}
    </nav>
  );
}

function Neighbour({
  which,
  to,
  keyName,
}: {
  which: "previous" | "next";
  to: Neighbours["next"];
  keyName: string;
}) {
  const word = which === "previous" ? "Previous" : "Next";
  if (to === null) {
    return (
      <span className="inline-flex min-h-7 items-center px-2 text-12 text-muted max-sm:min-h-11">
        {word}: none
      </span>
    );
  }
  return (
    <ButtonLink
      href={recordPath(to)}
      size="small"
      variant="quiet"
      data-key={`${which}Record`}
      title={to.name}
    >
      <Kbd>{keyName}</Kbd> {word}
      <span className="sr-only">: {to.name}</span>
    </ButtonLink>
  );
}

/** The number that is rung first; all of them stand below. */
function FirstNumber({ record }: { record: PatientRecord }) {
  const usable = record.contactPoints.filter(({ kind, usable: can }) => kind === "phone" && can);
  const [first] = usable.toSorted(
    (a, b) => REACHES.indexOf(a.reaches) - REACHES.indexOf(b.reaches),
  );
  if (!first) return null;
  const whose = whoseNumber(first);
  return (
    <li className="tabular-nums">
      <a
        href={`tel:${first.value}`}
        className="link inline-flex min-h-6 items-center gap-1 max-sm:min-h-11"
      >
        <Phone size={16} strokeWidth={1.75} aria-hidden="true" />
        {displayPhone(first.value)}
      </a>
      {whose === null ? "" : ` (${whose})`}
      {usable.length > 1 ? `, ${usable.length - 1} more` : ""}
    </li>
  );
}

function Warnings({ record, now, zone }: { record: PatientRecord; now: Date; zone: string }) {
  const { patient, line } = record;
  const until = patient.doNotContactUntil;
  const warnings = [
    patient.risks.length > 0 ? `Risks: ${patient.risks.join(", ")}` : null,
    ...(line?.dataProblems ?? []).map((problem) => DATA_PROBLEMS[problem]),
    !line && !patient.consentToContact ? DATA_PROBLEMS.no_consent : null,
    until && until > now ? `Do not contact until ${absolute(until, zone)}` : null,
  ].filter((warning) => warning !== null);
  if (warnings.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 font-semibold text-complication">
      {warnings.map((warning) => (
        <li key={warning}>
          <span aria-hidden="true">⚠ </span>
          {warning}
        </li>
      ))}
    </ul>
  );
}

function Household({ record: { household } }: { record: PatientRecord }) {
  if (household.length === 0) return null;
  return (
    <p>
      Shares a number with{" "}
      {household.map((other, index) => (
        <span key={other.patientId}>
          {index > 0 ? ", " : ""}
          <Link href={`/patients/${other.patientId}`} prefetch={false} className="link">
            {other.name}
          </Link>
        </span>
      ))}
      . Ask who is speaking.
    </p>
  );
}

function Doing({ actor, record, shown, list }: HeadProps) {
  const { id } = record.patient;
  if (!shown) return null;
  const call = list ? `${worklistPath(list, "call")}${id}` : `/worklist?call=${id}`;
  // Without scripts the address opens the form; with them it opens where it stands.
  const opened = (what: string) => {
    const path = recordPath({ patientId: id, recovery: shown.recovery.id, list });
    return `${path}&open=${what}`;
  };
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      {may(actor.role, "log call") ? (
        <ButtonLink href={call} variant="primary" data-key="call">
          Log call <Kbd inherit>C</Kbd>
        </ButtonLink>
      ) : null}
      {may(actor.role, "record check-in") ? (
        <ButtonLink href={`${opened("check-in")}#record-check-in`} data-opens="record-check-in">
          Record a check-in
        </ButtonLink>
      ) : null}
      {may(actor.role, "escalate patient") ? (
        <ButtonLink
          href={`${opened("escalate")}#escalate`}
          data-opens="escalate"
          data-key="escalate"
        >
          Escalate <Kbd>E</Kbd>
        </ButtonLink>
      ) : null}
    </div>
  );
}
