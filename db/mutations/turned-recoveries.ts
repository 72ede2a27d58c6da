import { and, asc, eq, isNull, lt, lte } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { openLine, rewriteLine } from "@/db/follow-up-line";
import { followUpPlaces, followUps } from "@/db/schema/work";
import type { JobActor } from "@/lib/actor";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

/** A round takes so many at a time, each in its own transaction. */
const ROUND = 200;

/**
 * Writes down what time alone has changed in one clinic: recoveries whose silence began, promises
 * that came due, snoozes that ended. The list is right without it; this stores the assessment of that instant.
 * Returns how many patients were moved.
 */
export async function turnRecoveries(
  actor: JobActor,
  now: Date,
  database: Database = db,
): Promise<number> {
  const due = await inClinic(actor, database, (tx) =>
    tx
      .select({ patientId: followUps.patientId })
      .from(followUps)
      .where(
        and(
          eq(followUps.clinicId, actor.clinicId),
          isNull(followUps.closedAt),
          lte(followUps.turnsAt, now),
        ),
      )
      .orderBy(asc(followUps.turnsAt))
      .limit(ROUND),
  );
  await forgetPlaces(actor, now, database);
  let moved = 0;
  for (const { patientId } of due) {
    if (await turnPatient(actor, patientId, now, database)) moved++;
  }
  return moved;
}

/** Old places serve sittings only, and none goes on for longer than a day. */
const PLACES_KEPT_HOURS = 48;

function forgetPlaces(actor: JobActor, now: Date, database: Database): Promise<unknown> {
  const before = new Date(now.getTime() - PLACES_KEPT_HOURS * 3_600_000);
  return inClinic(actor, database, (tx) =>
    tx
      .delete(followUpPlaces)
      .where(and(eq(followUpPlaces.clinicId, actor.clinicId), lt(followUpPlaces.leftAt, before))),
  );
}

/** False when somebody else was faster, so that each turn is written and audited once. */
function turnPatient(
  actor: JobActor,
  patientId: string,
  now: Date,
  database: Database,
): Promise<boolean> {
  return inClinic(actor, database, async (tx) => {
    await lockPatient(tx, actor.clinicId, patientId);
    // Another process may have been here since the list was read.
    const line = await openLine(tx, actor.clinicId, patientId);
    if (!line?.turnsAt || line.turnsAt > now) return false;
    const turned = await rewriteLine(
      tx,
      actor.clinicId,
      patientId,
      { news: false, idle: true },
      now,
    );
    await writeAudit(
      tx,
      actor,
      { action: "recovery.turn", patientId, details: { recoveries: turned } },
      now,
    );
    return true;
  });
}
