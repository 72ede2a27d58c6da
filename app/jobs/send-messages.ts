import { recordFound, recordTry } from "@/db/mutations/message-outcomes";
import { takeMessage } from "@/db/mutations/message-sending";
import { listClinicsForRounds } from "@/db/queries/clinic-rounds";
import { listDueMessages } from "@/db/queries/message-queue";
import type { JobActor } from "@/lib/actor";
import { newLinkToken } from "@/lib/check-in/link";
import { closeAtEnd } from "@/lib/closing";
import { messageSettings, publicUrl } from "@/lib/env";
import { logError } from "@/lib/log";
import { CHANNELS, type Channel, type MessageAdapter } from "@/lib/messaging/adapter";
import { type MessageAdapters, messageAdapters } from "@/lib/messaging/adapters";
import { consoleAdapter } from "@/lib/messaging/console-adapter";
import { PROVIDER_PATIENCE_MS } from "@/lib/messaging/retry";

/** A round takes so many messages of a clinic at a time, and so many of them at once. */
const PAGE = 200;
const AT_ONCE = 8;

/** Sends, in every clinic, the messages whose time has come. One clinic's failure stops no other. */
export async function sendAllMessages(): Promise<void> {
  const told = new Set<string>();
  for (const clinicId of await listClinicsForRounds()) {
    try {
      await sendMessages({ kind: "job", clinicId, job: "send messages" }, told);
    } catch (error) {
      logError("Messages of a clinic could not be sent; the next round tries again.", error, {
        clinicId,
      });
    }
  }
}

async function sendMessages(actor: JobActor, told: Set<string>): Promise<void> {
  for (;;) {
    const due = await listDueMessages(actor, { limit: PAGE }, new Date());
    const queue = due.values();
    const lane = async () => {
      for (const messageId of queue) await sendOne(actor, messageId, told);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (due.length < PAGE) return;
  }
}

/** One try of one message. What goes wrong here leaves it to the next round, and the others to this one. */
async function sendOne(actor: JobActor, messageId: string, told: Set<string>): Promise<void> {
  try {
    const given = {
      messageId,
      token: newLinkToken(),
      address: publicUrl(),
      channels: CHANNELS.filter((channel) => ways()[channel] !== null),
    };
    const taken = await takeMessage(actor, given, new Date());
    if (!taken) return;
    const { tries } = taken;
    const patience = AbortSignal.timeout(PROVIDER_PATIENCE_MS);
    if (taken.todo === "ask") {
      const adapter = adapterFor(taken.channel, taken.demonstration);
      // Who can't say is handed the same message again: it carries the same id.
      const found = adapter.find
        ? await adapter.find(taken.sought, patience)
        : ({ taken: false } as const);
      await recordFound(actor, { messageId, tries, found }, new Date());
      return;
    }
    const adapter = adapterFor(taken.outgoing.channel, taken.demonstration);
    const result = await adapter.send(taken.outgoing, patience);
    await recordTry(actor, { messageId, tries, result }, new Date());
    if (result.kind !== "accepted") tellOnce(taken.outgoing.channel, result.code, told);
  } catch (error) {
    logError("A message could not be sent; the next round tries again.", error, {
      clinicId: actor.clinicId,
      messageId,
    });
  }
}

/** Once a round and code: settings that a provider refuses keep every message from leaving. */
function tellOnce(channel: Channel, code: string, told: Set<string>): void {
  const what = `${channel} ${code}`;
  if (told.has(what)) return;
  told.add(what);
  logError("A provider did not take a message.", null, { channel, code });
}

function adapterFor(channel: Channel, demonstration: boolean): MessageAdapter {
  const adapter = demonstration ? consoleAdapter(channel) : ways()[channel];
  if (!adapter) throw new Error(`There is nothing to send by: ${channel}.`);
  return adapter;
}

let kept: MessageAdapters | undefined;

/** The ways out of this process, made for its first message: connections are kept between messages. */
function ways(): MessageAdapters {
  if (kept) return kept;
  const made = messageAdapters(messageSettings(), statusAddress);
  closeAtEnd(async () => {
    for (const channel of CHANNELS) made[channel]?.close();
  });
  return (kept = made);
}

/** Where an SMS provider calls back; one that can't reach us, on this machine alone, is told of nothing. */
function statusAddress(messageId: string): string {
  return `${publicUrl()}/api/sms/status?message=${messageId}`;
}
