import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { lockValue } from "@/db/message-facts";
import { messageStops, messages } from "@/db/schema/messages";
import type { JobActor } from "@/lib/actor";
import type { HoldReason } from "@/lib/messaging/words";
import { writeAudit } from "./mutations/audit";
import { lockStanding } from "./mutations/check-ins";

export type Message = typeof messages.$inferSelect;

/** Changes a message that the caller has locked. */
export async function changeMessage(
  tx: Database,
  { clinicId, id }: Message,
  values: Partial<typeof messages.$inferInsert>,
): Promise<void> {
  await tx
    .update(messages)
    .set(values)
    .where(and(eq(messages.clinicId, clinicId), eq(messages.id, id)));
}

/**
 * Ends a message that won't leave, with its audit. What a provider refused, or what was given up, becomes a
 * call; a provider that knows of a STOP is believed.
 */
export async function endUnsent(
  tx: Database,
  actor: JobActor,
  message: Message,
  held: HoldReason,
  failure: string | null,
  now: Date,
): Promise<void> {
  await changeMessage(tx, message, { state: "not_sent", held, failure });
  if (held === "refused" || held === "gave_up") await callInstead(tx, message, now);
  // The number last, as whoever sends takes it.
  if (failure === PROVIDER_STOP && message.value) await keepStop(tx, message, message.value, now);
  await writeAudit(
    tx,
    actor,
    {
      action: "message.hold",
      patientId: message.patientId,
      subjectId: message.id,
      details: { why: held, code: failure },
    },
    now,
  );
}

/** The provider knows of a STOP that never came to us. */
const PROVIDER_STOP = "sms-21610";

async function keepStop(tx: Database, { clinicId }: Message, value: string, at: Date) {
  await lockValue(tx, clinicId, value, "stopping");
  await tx.insert(messageStops).values({ clinicId, value, kind: "STOP", at });
}

/** Whom a message didn't reach is called, as long as they are followed. */
export async function callInstead(tx: Database, { clinicId, patientId }: Message, now: Date) {
  if (patientId === null) return;
  const standing = await lockStanding(tx, clinicId, patientId);
  if (standing === null) return;
  await rewriteLine(tx, clinicId, standing, { news: false, callFor: "undelivered" }, now);
}
