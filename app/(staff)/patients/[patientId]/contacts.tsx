import { ContactForm } from "@/components/record/contact-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { PatientRecord } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { voicemailWords } from "@/lib/patients/contact";
import { displayPhone } from "@/lib/patients/phone";
import { REACHES_WORDS } from "@/lib/patients/reaches";
import { addContact, saveContact } from "./person-actions";

/** Numbers and addresses: whom each reaches, whose it is, voicemail, and whether it can be used. */
export function Contacts({
  actor,
  record,
  from,
}: {
  actor: StaffActor;
  record: PatientRecord;
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
                <Point point={point} />
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
      </div>
    </Card>
  );
}

type ContactPoint = PatientRecord["contactPoints"][number];

function Point({ point }: { point: ContactPoint }) {
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
      </p>
      {facts.length > 0 ? <p className="text-12 text-muted">{facts.join(" · ")}</p> : null}
    </div>
  );
}

const ADDRESSING = { phone: "tel", sms: "sms", email: "mailto" } as const;

function shownValue({ kind, value }: Pick<ContactPoint, "kind" | "value">): string {
  return kind === "email" ? value : displayPhone(value);
}
