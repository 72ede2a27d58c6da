import { v7 as uuidv7 } from "uuid";
import { newLinkToken } from "@/lib/check-in/link";
import type { Step } from "@/lib/demonstration/plot";
import type { Database } from "./client";
import { recordMessageStatus, recordTry } from "./mutations/message-outcomes";
import { takeMessage } from "./mutations/message-sending";
import { planMessages } from "./mutations/messages";
import { receiveText } from "./mutations/received-texts";
import { listDueMessages } from "./queries/message-queue";

type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

const ADDRESS = "https://harborline.example.com";
const AT_ONCE = 500;

/**
 * What the desk's own round of messages does, with an invented provider that loses nothing and refuses some
 * numbers.
 */
export async function messageRound(
  tx: Database,
  clinicId: string,
  refused: ReadonlySet<string>,
  at: Date,
): Promise<void> {
  const actor = jobOf(clinicId);
  await planMessages(actor, { channels: [] }, at, tx);
  for (const messageId of await listDueMessages(actor, { limit: AT_ONCE }, at, tx)) {
    const given = { messageId, token: newLinkToken(), address: ADDRESS, channels: [] };
    const taken = await takeMessage(actor, given, at, tx);
    if (taken?.todo !== "send") continue;
    const { tries, outgoing } = taken;
    if (refused.has(outgoing.to)) {
      const result = { kind: "refused", code: "sms-30003" } as const;
      await recordTry(actor, { messageId, tries, result }, at, tx);
      continue;
    }
    const providerId = uuidv7();
    const result = { kind: "accepted", providerId } as const;
    await recordTry(actor, { messageId, tries, result }, at, tx);
    const news = { messageId, providerId, status: "delivered", code: null } as const;
    await recordMessageStatus(actor, news, at, tx);
  }
}

/** A text from a patient's own number. */
export async function textComes(
  tx: Database,
  clinicId: string,
  { at, person, body, asks }: StepOf<"text">,
): Promise<void> {
  const from = person.phones[0]?.value ?? "";
  await receiveText(jobOf(clinicId), { providerId: uuidv7(), from, body, asks }, at, tx);
}

function jobOf(clinicId: string) {
  return { kind: "job", clinicId, job: "messages" } as const;
}
