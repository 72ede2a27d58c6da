import { v7 as uuidv7 } from "uuid";
import { OneButtonForm } from "@/components/one-button-form";
import { MessageThread, type ShownMessage } from "@/components/record/message-thread";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Kbd } from "@/components/ui/kbd";
import {
  type ListedMessage,
  type ListedText,
  MESSAGES_SHOWN,
  type PatientMessages,
} from "@/db/queries/messages";
import type { PatientRecord } from "@/db/queries/patient-record";
import { may, type StaffActor } from "@/lib/actor";
import { absolute, momentOf } from "@/lib/dates";
import {
  addressWords,
  type Clocks,
  nextWords,
  standingOf,
  waitWords,
} from "@/lib/messaging/record-words";
import { TEMPLATE_WORDS } from "@/lib/messaging/templates";
import { displayPhone } from "@/lib/patients/phone";
import { markTextRead, sendMessage, takeMessageBack } from "./message-actions";
import type { Reading } from "./shown";

type View = {
  actor: StaffActor;
  record: PatientRecord;
  messages: PatientMessages;
  reading: Reading;
  from: string;
};

/** Whether and when the desk writes next, what a person can send, and what was written both ways. */
export function Messages(
  props: View & {
    /** Its people are invented: nothing leaves for real. */
    demonstration: boolean;
  },
) {
  const { actor, record, messages, reading, from, demonstration } = props;
  const { id } = record.patient;
  const clocks = clocksOf(record, reading);
  const shown = threadOf(props, clocks);
  const cut = [messages.sent, messages.received].some(({ length }) => length === MESSAGES_SHOWN);
  return (
    <Card heading="Messages" headingId="messages" flush>
      <div className="grid gap-3 p-4">
        <p>{nextWords(messages.next, clocks)}</p>
        {demonstration ? (
          <p className="text-12 text-muted">
            This clinic is invented: messages are kept as if sent, and nothing leaves.
          </p>
        ) : null}
        {may(actor.role, "send message") ? (
          <div className="flex flex-wrap items-start gap-2 print:hidden">
            <OneButtonForm
              action={sendMessage.bind(null, id, "check_in", from)}
              idempotencyKey={uuidv7()}
              size="medium"
              pressedBy="sendCheckIn"
            >
              Send check-in <Kbd>T</Kbd>
            </OneButtonForm>
            <OneButtonForm
              action={sendMessage.bind(null, id, "please_ring", from)}
              idempotencyKey={uuidv7()}
              size="medium"
            >
              Ask to ring
            </OneButtonForm>
          </div>
        ) : null}
      </div>
      {shown.length === 0 ? (
        <p className="border-t px-4 py-3 text-muted">Nothing was written yet, either way.</p>
      ) : (
        <MessageThread messages={shown} />
      )}
      {cut ? (
        <p className="border-t px-4 py-3 text-12 text-muted">
          Shown are the newest {MESSAGES_SHOWN} each way.
        </p>
      ) : null}
    </Card>
  );
}

/** What somebody has just asked for, with the way to take it back while it waits. */
export function AskedMessage({
  asked,
  record,
  messages,
  reading,
  from,
}: Omit<View, "actor"> & { asked: string | null }) {
  const message = messages.sent.find(({ messageId }) => messageId === asked);
  if (!message) return null;
  const clocks = clocksOf(record, reading);
  const { title } = TEMPLATE_WORDS[message.template];
  const waits = message.state === "waiting";
  const stands = waits ? waitWords(message, clocks) : `${standingOf(message, clocks).word}.`;
  return (
    <Alert tone="success" title={`${title}: ${stands}`}>
      {waits ? <TakeBack {...{ message, record, from }} /> : null}
    </Alert>
  );
}

function TakeBack({
  message,
  record,
  from,
}: {
  message: ListedMessage;
  record: PatientRecord;
  from: string;
}) {
  return (
    <OneButtonForm
      action={takeMessageBack.bind(null, record.patient.id, from)}
      fields={{ messageId: message.messageId }}
    >
      Take it back
    </OneButtonForm>
  );
}

function threadOf(view: View, clocks: Clocks): ShownMessage[] {
  const { sent, received } = view.messages;
  const both = [
    ...sent.map((message) => ({ at: message.createdAt, ...sentMessage(view, message, clocks) })),
    ...received.map((text) => ({ at: text.receivedAt, ...receivedText(view, text) })),
  ];
  return both
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, ...message }) => ({
      ...message,
      at: momentOf(at, view.reading.now, view.reading.zone),
    }));
}

function sentMessage(view: View, message: ListedMessage, clocks: Clocks): Omit<ShownMessage, "at"> {
  const { messageId, template, kind, by, channel, value, state } = message;
  const { at, ...standing } = standingOf(message, clocks);
  const to = channel && value ? addressWords(channel, value) : null;
  const who = kind === "automatic" ? "By itself" : by;
  return {
    id: messageId,
    title: TEMPLATE_WORDS[template].title,
    facts: [who, to].filter((fact) => fact !== null).join(" · "),
    said: { way: "out", standing: { ...standing, at: at && absolute(at, clocks.zone) } },
    doing:
      state === "waiting" && may(view.actor.role, "send message") ? (
        <TakeBack {...view} message={message} />
      ) : null,
  };
}

function receivedText(
  { actor, record, reading, from }: View,
  { textId, value, body, readAt }: ListedText,
): Omit<ShownMessage, "at"> {
  return {
    id: textId,
    title: "A text came in",
    facts: displayPhone(value),
    said: { way: "in", body, read: readAt && `Read ${absolute(readAt, reading.zone)}` },
    doing:
      readAt === null && may(actor.role, "read text") ? (
        <OneButtonForm
          action={markTextRead.bind(null, record.patient.id, from)}
          fields={{ textId }}
        >
          Read
        </OneButtonForm>
      ) : null,
  };
}

function clocksOf({ patient }: PatientRecord, { now, zone }: Reading): Clocks {
  return { now, zone, theirZone: patient.timeZone };
}
