import { OneButtonForm } from "@/components/one-button-form";
import { ContactForm } from "@/components/record/contact-form";
import { WriteTimesForm } from "@/components/record/write-times-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { Clinic } from "@/db/queries/clinic";
import type { PatientRecord } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { zonesOf } from "@/lib/clinic/zones";
import type { FormAction } from "@/lib/forms/form-state";
import { writeTimesWords } from "@/lib/messaging/record-words";
import { voicemailWords } from "@/lib/patients/contact";
import { displayPhone } from "@/lib/patients/phone";
import { REACHES_WORDS } from "@/lib/patients/reaches";
import { saveWriteTimes, stopContactMessages } from "./message-actions";
import { addContact, saveContact } from "./person-actions";

/**
 * Numbers and addresses: whom each reaches, whose it is, voicemail, whether it can be used and may be written
 * to, and at what hours the patient is.
 */
export function Contacts({
  actor,
  record,
  clinic,
  stopped,
  from,
}: {
  actor: StaffActor;
  record: PatientRecord;
  clinic: Clinic;
  /** The numbers and addresses whose last word is STOP. */
  stopped: readonly string[];
  from: string;
}) {
  const { id } = record.patient;
  const mayChange = may(actor.role, "correct patient");
  return (
    <Card heading="Contact" headingId="contact">
      <div className="grid gap-3">
        {record.contactPoints.length === 0 ? (
          <p className="text-muted">No number and no e-mail.</p>
        ) : (
          <ul className="grid gap-3">
            {record.contactPoints.map((point) => (
              <li key={point.id} className="grid gap-1">
                <Point point={point} stopped={stopped.includes(point.value)} />
                {mayChange ? (
                  <StopMessages
                    action={stopContactMessages.bind(null, id, point.id, from)}
                    stopped={stopped.includes(point.value)}
                    to={shownValue(point)}
                  />
                ) : null}
                {mayChange ? (
                  <ContactForm
                    action={saveContact.bind(null, id, point.id, from)}
                    point={{
                      kind: point.kind,
                      label: shownValue(point),
                      facts: point,
                      version: point.version,
                    }}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
        {mayChange ? (
          <div className="border-t pt-2 print:hidden">
            <ContactForm action={addContact.bind(null, id, from)} point={null} />
          </div>
        ) : null}
        <WriteTimes patient={record.patient} clinic={clinic} from={from} mayChange={mayChange} />
      </div>
    </Card>
  );
}

function StopMessages({
  action,
  stopped,
  to,
}: {
  action: FormAction;
  stopped: boolean;
  to: string;
}) {
  return (
    <OneButtonForm
      // What it does next is another thing: nothing that was said of the last one stays.
      key={stopped ? "allow" : "stop"}
      action={action}
      fields={{ kind: stopped ? "START" : "STOP" }}
    >
      {stopped ? "Allow messages" : "Stop messages"}
      <span className="sr-only"> to {to}</span>
    </OneButtonForm>
  );
}

function WriteTimes({
  patient,
  clinic,
  from,
  mayChange,
}: {
  patient: PatientRecord["patient"];
  clinic: Clinic;
  from: string;
  mayChange: boolean;
}) {
  const { id, timeZone, writeFrom, writeUntil, version } = patient;
  const zones = new Set([...zonesOf(clinic.country), ...(timeZone === null ? [] : [timeZone])]);
  const quiet = { from: clinic.quietFrom, until: clinic.quietUntil };
  return (
    <div className="grid gap-1 border-t pt-2">
      <p className="text-12 text-muted">{writeTimesWords(patient, quiet)}</p>
      {mayChange ? (
        <div className="print:hidden">
          <WriteTimesForm
            action={saveWriteTimes.bind(null, id, from)}
            stands={{ timeZone, writeFrom, writeUntil }}
            version={version}
            zones={[...zones].toSorted()}
            clinicZone={clinic.timeZone}
          />
        </div>
      ) : null}
    </div>
  );
}

type ContactPoint = PatientRecord["contactPoints"][number];

function Point({ point, stopped }: { point: ContactPoint; stopped: boolean }) {
  const { kind, value, usable, reaches, owner } = point;
  const voicemail =
    kind === "phone" && usable ? `Voicemail ${voicemailWords(point.voicemailAllowed)}` : null;
  const own = kind === "email" ? "Own e-mail" : REACHES_WORDS.patient;
  const facts = [
    reaches !== "patient" ? REACHES_WORDS[reaches] : owner ? null : own,
    owner,
    voicemail,
    kind === "sms" ? "Texts only" : null,
  ].filter((fact) => fact !== null);
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-2">
        {usable ? (
          <a
            href={`${ADDRESSING[kind]}:${value}`}
            className="link inline-flex min-h-6 items-center tabular-nums [overflow-wrap:anywhere] max-sm:min-h-11"
          >
            {shownValue(point)}
          </a>
        ) : (
          <>
            <s className="tabular-nums text-muted [overflow-wrap:anywhere]">{shownValue(point)}</s>
            <Badge tone="warning">Not usable</Badge>
          </>
        )}
        {stopped ? <Badge tone="warning">No messages: STOP</Badge> : null}
      </p>
      {facts.length > 0 ? <p className="text-12 text-muted">{facts.join(" · ")}</p> : null}
    </div>
  );
}

const ADDRESSING = { phone: "tel", sms: "sms", email: "mailto" } as const;

function shownValue({ kind, value }: Pick<ContactPoint, "kind" | "value">): string {
  return kind === "email" ? value : displayPhone(value);
}
