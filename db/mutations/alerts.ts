import { and, asc, eq, gte, isNotNull, isNull, lte, notExists } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { shiftAt } from "@/db/on-call-shift";
import { messages } from "@/db/schema/messages";
import { alerts, followUps } from "@/db/schema/work";
import { type Actor, type JobActor, requirePermission } from "@/lib/actor";
import { isShownAlerts } from "@/lib/follow-up/on-call";
import { writeAudit } from "./audit";

/** A round takes so many at a time, each in its own transaction. */
const ROUND = 200;

/**
 * Alerts whoever is on call of each urgent case in one clinic that nobody has touched in time. A wait
 * has one alert; something new after its limit raises the same one again. Returns how many it raised.
 */
export async function raiseAlerts(
  actor: JobActor,
  now: Date,
  database: Database = db,
): Promise<number> {
  const due = await inClinic(actor, database, (tx) => listUnalerted(tx, actor.clinicId, now));
  let raised = 0;
  for (const { followUpId } of due) {
    if (await raiseAlert(actor, followUpId, now, database)) raised++;
  }
  return raised;
}

/**
 * Somebody who is shown an alert has taken note of it. The case isn't cleared by that, and its timer
 * goes on; the alert doesn't come back without a new fact. A second time changes nothing.
 */
export async function seeAlert(
  actor: Actor,
  { alertId }: { alertId: string },
  now: Date,
  database: Database = db,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  requirePermission(actor, "see alert");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const [alert] = await tx
      .select()
      .from(alerts)
      .where(and(eq(alerts.clinicId, clinicId), eq(alerts.id, alertId)))
      .for("update");
    if (!alert) return { ok: false, reason: "not_found" };
    const onCall = await shiftAt(tx, clinicId, now);
    // Nobody takes an alert from the screen of the person who has to see it.
    if (!isShownAlerts(actor, onCall)) return { ok: false, reason: "not_found" };
    if (alert.seenAt !== null) return { ok: true };
    await tx
      .update(alerts)
      .set({ seenAt: now, seenBy: actor.staffId })
      .where(and(eq(alerts.clinicId, clinicId), eq(alerts.id, alertId)));
    await writeAudit(
      tx,
      actor,
      { action: "alert.see", patientId: alert.patientId, subjectId: alertId },
      now,
    );
    return { ok: true };
  });
}

/** Open lines whose limit has passed, and which have no alert since. */
function listUnalerted(tx: Database, clinicId: string, now: Date) {
  const raised = tx
    .select({ id: alerts.id })
    .from(alerts)
    .where(
      and(
        eq(alerts.clinicId, clinicId),
        eq(alerts.followUpId, followUps.id),
        eq(alerts.untouchedSince, followUps.untouchedSince),
        gte(alerts.raisedAt, followUps.alertAt),
      ),
    );
  return tx
    .select({ followUpId: followUps.id })
    .from(followUps)
    .where(
      and(
        eq(followUps.clinicId, clinicId),
        isNull(followUps.closedAt),
        isNotNull(followUps.untouchedSince),
        lte(followUps.alertAt, now),
        notExists(raised),
      ),
    )
    .orderBy(asc(followUps.alertAt))
    .limit(ROUND);
}

/** False when the case was touched meanwhile, or another process was faster. */
function raiseAlert(
  actor: JobActor,
  followUpId: string,
  now: Date,
  database: Database,
): Promise<boolean> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const [line] = await tx
      .select()
      .from(followUps)
      .where(and(eq(followUps.clinicId, clinicId), eq(followUps.id, followUpId)))
      .for("update");
    if (!line?.untouchedSince || !line.alertAt) return false;
    if (line.closedAt !== null || line.alertAt > now) return false;
    const [before] = await tx
      .select({ id: alerts.id, raisedAt: alerts.raisedAt })
      .from(alerts)
      .where(
        and(
          eq(alerts.clinicId, clinicId),
          eq(alerts.followUpId, line.id),
          eq(alerts.untouchedSince, line.untouchedSince),
        ),
      );
    if (before && before.raisedAt >= line.alertAt) return false;
    const onCall = await shiftAt(tx, clinicId, now);
    const raised = {
      raisedAt: now,
      toStaffId: onCall?.staffId ?? null,
      seenAt: null,
      seenBy: null,
    };
    const alertId = before?.id ?? uuidv7();
    if (before) {
      await tx
        .update(alerts)
        .set(raised)
        .where(and(eq(alerts.clinicId, clinicId), eq(alerts.id, alertId)));
    } else {
      const { patientId, untouchedSince } = line;
      await tx
        .insert(alerts)
        .values({ clinicId, id: alertId, followUpId, patientId, untouchedSince, ...raised });
    }
    if (onCall) await mailOnCall(tx, clinicId, { alertId, staffId: onCall.staffId }, now);
    await writeAudit(
      tx,
      actor,
      {
        action: "alert.raise",
        patientId: line.patientId,
        subjectId: alertId,
        details: { to: raised.toStaffId, again: before !== undefined },
      },
      now,
    );
    return true;
  });
}

/** Whoever is on call may not be looking at the desk. */
async function mailOnCall(
  tx: Database,
  clinicId: string,
  { alertId, staffId }: { alertId: string; staffId: string },
  now: Date,
): Promise<void> {
  await tx.insert(messages).values({
    clinicId,
    staffId,
    cause: `alert ${alertId} ${now.toISOString()}`,
    kind: "automatic",
    template: "staff_alert",
    createdAt: now,
    state: "waiting",
    leavesAt: now,
  });
}
