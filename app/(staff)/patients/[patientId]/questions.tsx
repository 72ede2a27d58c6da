import { v7 as uuidv7 } from "uuid";
import { AnswerForm } from "@/components/record/answer-form";
import { EscalationForm } from "@/components/record/escalation-form";
import { Card } from "@/components/ui/card";
import { Fold } from "@/components/ui/fold";
import type { PatientRecord } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { type Moment, momentOf } from "@/lib/dates";
import { answerQuestion, askProvider } from "./question-actions";
import type { Reading } from "./shown";

/** Questions to a licensed person: those that wait for an answer, the form for another, and what was answered. */
export function Questions({
  actor,
  record,
  recoveryId,
  providers,
  reading,
  open,
  from,
}: {
  actor: StaffActor;
  record: PatientRecord;
  recoveryId: string;
  providers: readonly { staffId: string; name: string }[];
  reading: Reading;
  open: boolean;
  from: string;
}) {
  const { id } = record.patient;
  const waiting = record.escalations.filter(({ escalation }) => escalation.answeredAt === null);
  const answered = record.escalations.filter(({ escalation }) => escalation.answeredAt !== null);
  const mayAsk = may(actor.role, "escalate patient");
  if (!mayAsk && record.escalations.length === 0) return null;
  return (
    <Card heading="Questions to a provider" headingId="questions">
      <div className="grid gap-3">
        {waiting.map((each) => (
          <div
            key={each.escalation.id}
            id={`question-${each.escalation.id}`}
            className="grid scroll-mt-4 gap-2 border-l-2 border-complication-icon pl-3"
          >
            <Question {...each} reading={reading} />
            {may(actor.role, "answer escalation") ? (
              <AnswerForm
                action={answerQuestion.bind(null, id, each.escalation.id, from)}
                asker={each.by}
              />
            ) : null}
          </div>
        ))}
        {mayAsk ? (
          <EscalationForm
            key={recoveryId}
            action={askProvider.bind(null, id, from)}
            idempotencyKey={uuidv7()}
            recoveryId={recoveryId}
            providers={providers.filter(({ staffId }) => staffId !== actor.staffId)}
            open={open}
          />
        ) : null}
        {answered.length > 0 ? (
          <Fold summary={`Answered (${answered.length})`} className="border-t pt-2">
            <ul className="grid gap-3">
              {answered.map((each) => (
                <li
                  key={each.escalation.id}
                  id={`question-${each.escalation.id}`}
                  className="grid gap-1"
                >
                  <Question {...each} reading={reading} />
                  <Answer {...each} reading={reading} />
                </li>
              ))}
            </ul>
          </Fold>
        ) : null}
      </div>
    </Card>
  );
}

type Escalated = PatientRecord["escalations"][number];

function Question({ escalation, by, to, reading }: Escalated & { reading: Reading }) {
  const at = momentOf(escalation.at, reading.now, reading.zone);
  return (
    <div>
      <p className="font-medium">
        {by} asked {to}, <When at={at} />
      </p>
      <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">
        {escalation.summary}
      </p>
    </div>
  );
}

function Answer({ escalation, answeredBy, reading }: Escalated & { reading: Reading }) {
  const at = escalation.answeredAt ?? escalation.at;
  return (
    <div className="border-l-2 border-primary pl-3">
      <p className="font-medium">
        {answeredBy} answered, <When at={momentOf(at, reading.now, reading.zone)} />
      </p>
      <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">
        {escalation.answer}
      </p>
    </div>
  );
}

function When({ at }: { at: Moment }) {
  return (
    <time dateTime={at.iso} title={at.absolute} className="font-normal text-muted">
      {at.relative}
    </time>
  );
}
