import { and, eq, gt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { lockValue } from "@/db/message-facts";
import { contactPoints } from "@/db/schema/care";
import { messageStops, messages, receivedTexts } from "@/db/schema/messages";
import { type Actor, type JobActor, requirePermission } from "@/lib/actor";
import type { StopKind } from "@/lib/messaging/words";
import { writeAudit } from "./audit";
import { lockPatient, lockStanding } from "./check-ins";

/** A text as the provider hands it over; `asks`: what the desk itself does about it, null for a person's work. */
export type NewText = {
  providerId: string;
  /** E.164. */
  from: string;
  body: string;
  asks: StopKind | "HELP" | null;
};

/** One answer by itself in so many hours: two programs that answer each other must end. */
const ANSWER_HOURS = 12;

/**
 * Keeps a text that came in. STOP and START hold for the number from this instant on; anything else is a call
 * to whoever of those followed has the number, and is answered with how to reach somebody. All wait to be
 * read: "alto" alone stops messages and may have been meant as "high". Handed over twice it is kept once.
 */
export async function receiveText(
  actor: JobActor,
  { providerId, from, body, asks }: NewText,
  now: Date,
  database: Database = db,
): Promise<void> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const wish = asks === "STOP" || asks === "START" ? asks : null;
    if (wish) await lockValue(tx, clinicId, from, "stopping");
    const textId = uuidv7();
    const kept = await tx
      .insert(receivedTexts)
      .values({
        clinicId,
        id: textId,
        value: from,
        body,
        receivedAt: now,
        providerId,
      })
      .onConflictDoNothing({ target: [receivedTexts.clinicId, receivedTexts.providerId] })
      .returning({ id: receivedTexts.id });
    if (kept.length === 0) return;
    const writers = await patientsWith(tx, clinicId, from);
    if (wish) {
      await tx.insert(messageStops).values({ clinicId, value: from, kind: wish, at: now });
    } else {
      for (const patientId of writers) {
        const standing = await lockStanding(tx, clinicId, patientId);
        if (standing === null) continue;
        await rewriteLine(tx, clinicId, standing, { news: false, callFor: "texted" }, now);
      }
      const [first] = writers;
      if (first) await answer(tx, clinicId, { textId, patientId: first, from }, now);
    }
    await writeAudit(
      tx,
      actor,
      {
        action: wish ? "message.stop" : "text.receive",
        patientId: writers.length === 1 ? writers[0] : null,
        subjectId: textId,
        details: { asks, patients: writers.length },
      },
      now,
    );
  });
}

/**
 * Somebody has read a text, in the record of a patient who has its number or, with null, among all texts. The
 * call that it asked for stays until somebody makes it. A second time changes nothing.
 */
export async function readText(
  actor: Actor,
  { textId, patientId }: { textId: string; patientId: string | null },
  now: Date,
  database: Database = db,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  requirePermission(actor, "read text");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const own = and(eq(receivedTexts.clinicId, clinicId), eq(receivedTexts.id, textId));
    const [text] = await tx.select().from(receivedTexts).where(own).for("update");
    const writers = text ? await patientsWith(tx, clinicId, text.value) : [];
    if (!text || (patientId !== null && !writers.includes(patientId))) {
      return { ok: false, reason: "not_found" };
    }
    if (text.readAt !== null) return { ok: true };
    await tx.update(receivedTexts).set({ readAt: now, readBy: actor.staffId }).where(own);
    await writeAudit(tx, actor, { action: "text.read", patientId, subjectId: textId }, now);
    return { ok: true };
  });
}

/**
 * Stops messages to one of a patient's numbers or addresses, or allows them again, as they asked somebody to.
 * It holds for everybody who has it, as if they had written it.
 */
export async function stopMessages(
  actor: Actor,
  asked: { patientId: string; contactPointId: string; kind: StopKind },
  now: Date,
  database: Database = db,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  requirePermission(actor, "correct patient");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    const { patientId, contactPointId, kind } = asked;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const [point] = await tx
      .select({ value: contactPoints.value })
      .from(contactPoints)
      .where(
        and(
          eq(contactPoints.clinicId, clinicId),
          eq(contactPoints.patientId, patientId),
          eq(contactPoints.id, contactPointId),
        ),
      );
    if (!point) return { ok: false, reason: "not_found" };
    await lockValue(tx, clinicId, point.value, "stopping");
    const [last] = await tx
      .select({ kind: messageStops.kind })
      .from(messageStops)
      .where(and(eq(messageStops.clinicId, clinicId), eq(messageStops.value, point.value)))
      .orderBy(sql`${messageStops.at} desc, (${messageStops.kind} = 'STOP') desc`)
      .limit(1);
    if ((last?.kind ?? "START") === kind) return { ok: true };
    await tx
      .insert(messageStops)
      .values({ clinicId, value: point.value, kind, at: now, recordedBy: staffId });
    await writeAudit(
      tx,
      actor,
      { action: "message.stop", patientId, subjectId: contactPointId, details: { asks: kind } },
      now,
    );
    return { ok: true };
  });
}

/** Whose number it is: the patients' own first, then those whom it reaches through somebody else. */
async function patientsWith(tx: Database, clinicId: string, value: string): Promise<string[]> {
  const found = await tx
    .select({ patientId: contactPoints.patientId })
    .from(contactPoints)
    .where(and(eq(contactPoints.clinicId, clinicId), eq(contactPoints.value, value)))
    .orderBy(
      sql`(${contactPoints.reaches} = 'patient') desc, ${contactPoints.createdAt}, ${contactPoints.id}`,
    );
  return [...new Set(found.map(({ patientId }) => patientId))];
}

async function answer(
  tx: Database,
  clinicId: string,
  { textId, patientId, from }: { textId: string; patientId: string; from: string },
  now: Date,
): Promise<void> {
  const lately = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.clinicId, clinicId),
        eq(messages.template, "text_received"),
        gt(messages.createdAt, new Date(now.getTime() - ANSWER_HOURS * 3_600_000)),
        eq(messages.value, from),
      ),
    )
    .limit(1);
  if (lately.length > 0) return;
  await tx.insert(messages).values({
    clinicId,
    patientId,
    cause: `text ${textId}`,
    kind: "automatic",
    template: "text_received",
    channel: "sms",
    value: from,
    createdAt: now,
    state: "waiting",
    leavesAt: now,
  });
}
