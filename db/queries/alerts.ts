import { and, asc, eq, isNull } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { shiftAt } from "@/db/on-call-shift";
import { patients } from "@/db/schema/care";
import { alerts, followUps } from "@/db/schema/work";
import { type Actor, requirePermission } from "@/lib/actor";
import { isShownAlerts } from "@/lib/follow-up/on-call";
import type { Level } from "@/lib/triage/protocol";

/** An urgent case that nobody has touched in time, and of which nobody has taken note. */
export type ShownAlert = {
  alertId: string;
  patientId: string;
  name: string;
  /** Null when a rule failed. */
  level: Level | null;
  untouchedSince: Date;
  /** False when it is shown because nobody is on call. */
  youAreOnCall: boolean;
};

/** The alerts that this person is to see now, the longest wait first; none once a case is touched. */
export async function listAlerts(
  actor: Actor,
  now: Date,
  database: Database = db,
): Promise<ShownAlert[]> {
  requirePermission(actor, "see alert");
  return inClinic(actor, database, async (tx) => {
    const onCall = await shiftAt(tx, actor.clinicId, now);
    if (!isShownAlerts(actor, onCall)) return [];
    const rows = await tx
      .select({
        alertId: alerts.id,
        patientId: alerts.patientId,
        name: patients.name,
        level: followUps.level,
        untouchedSince: alerts.untouchedSince,
      })
      .from(alerts)
      .innerJoin(
        followUps,
        and(
          eq(followUps.clinicId, alerts.clinicId),
          eq(followUps.id, alerts.followUpId),
          eq(followUps.untouchedSince, alerts.untouchedSince),
          isNull(followUps.closedAt),
        ),
      )
      .innerJoin(
        patients,
        and(eq(patients.clinicId, alerts.clinicId), eq(patients.id, alerts.patientId)),
      )
      .where(and(eq(alerts.clinicId, actor.clinicId), isNull(alerts.seenAt)))
      .orderBy(asc(alerts.untouchedSince), asc(alerts.id));
    return rows.map((row) => ({ ...row, youAreOnCall: onCall !== null }));
  });
}
