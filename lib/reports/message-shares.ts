import { MESSAGE_STATUSES, type MessageKind, type MessageStatus } from "@/lib/messaging/words";
import type { Instant, MessageFacts } from "./facts";
import { ratioOf, sortedIds } from "./ratio";
import type { MessageShare, Messages } from "./report";
import type { Study } from "./study";

/** What was sent, by the desk itself and by people, what became of it, and who asked for no more. */
export function messageShares(study: Study): Messages {
  return {
    automatic: shareOf(study, "automatic"),
    human: shareOf(study, "human"),
    stop: stopsIn(study),
  };
}

function shareOf({ messages, now }: Study, kind: MessageKind): MessageShare {
  const sent = messages.filter((message) => message.kind === kind);
  const withStatus = (...wanted: MessageStatus[]) =>
    sent.filter((message) => wanted.includes(statusAt(message, now)));
  const finished = idsOf(withStatus("delivered", "failed"));
  const delivered = withStatus("delivered");
  return {
    sent: sortedIds(idsOf(sent)),
    delivered: ratioOf(idsOf(delivered), finished),
    failed: ratioOf(idsOf(withStatus("failed")), finished),
    pending: sortedIds(idsOf(withStatus("queued"))),
    patients: ratioOf(patientsOf(delivered), patientsOf(sent)),
  };
}

/** The latest news by its time, in whatever order it came; of two at one instant, the further one. */
function statusAt({ statuses }: MessageFacts, now: Instant): MessageStatus {
  const latest = statuses
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at - b.at || rankOf(a.status) - rankOf(b.status))
    .at(-1);
  return latest?.status ?? "queued";
}

function rankOf(status: MessageStatus): number {
  return MESSAGE_STATUSES.indexOf(status);
}

/** A STOP is of a number or address, and so of everybody who has it. */
function stopsIn({ stops, bounds, patients, concerns }: Study): Messages["stop"] {
  const holders = Map.groupBy(
    [...patients.values()]
      .filter(({ id }) => concerns(id))
      .flatMap(({ id, contactPoints }) =>
        contactPoints.filter(({ kind }) => kind !== "phone").map(({ value }) => ({ id, value })),
      ),
    ({ value }) => value,
  );
  const events = stops.filter(
    ({ kind, at }) => kind === "STOP" && bounds.from <= at && at < bounds.to,
  );
  const values = sortedIds(events.map(({ value }) => value));
  return {
    events: sortedIds(events.map(({ id }) => id)),
    values,
    patients: sortedIds(values.flatMap((value) => (holders.get(value) ?? []).map(({ id }) => id))),
  };
}

function idsOf(messages: readonly MessageFacts[]): string[] {
  return messages.map(({ id }) => id);
}

function patientsOf(messages: readonly MessageFacts[]): string[] {
  return messages.map(({ patientId }) => patientId);
}
