import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { patients } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { followUps } from "@/db/schema/work";
import { snoozeFactsOf } from "@/db/snooze-facts";
import { type Actor, requirePermission } from "@/lib/actor";
import { latestSnooze, type SnoozeRefusal } from "@/lib/follow-up/snooze";

/** A patient somebody is about to assign or snooze. */
export type ChosenFollowUp = {
  patientId: string;
  name: string;
  assignee: { staffId: string; name: string } | null;
  /** Set while the patient is snoozed. */
  snoozedUntil: Date | null;
  /** Until when the patient could be snoozed, or why not. */
  snooze: { ok: true; latest: Date } | { ok: false; reason: SnoozeRefusal };
};

/**
 * The patients of these ids who are under follow-up in the actor's clinic, by name. Ids of nobody, of
 * somebody no longer followed up or of another clinic are simply not among them.
 */
export async function listChosenFollowUps(
  actor: Actor,
  patientIds: readonly string[],
  now: Date,
  database: Database = db,
): Promise<ChosenFollowUp[]> {
  requirePermission(actor, "see worklist");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    if (patientIds.length === 0) return [];
    const rows = await tx
      .select({ line: followUps, name: patients.name, assignee: staff.name })
      .from(followUps)
      .innerJoin(
        patients,
        and(eq(patients.clinicId, followUps.clinicId), eq(patients.id, followUps.patientId)),
      )
      .leftJoin(
        staff,
        and(eq(staff.clinicId, followUps.clinicId), eq(staff.id, followUps.assigneeId)),
      )
      .where(
        and(
          eq(followUps.clinicId, clinicId),
          inArray(followUps.patientId, [...patientIds]),
          isNull(followUps.closedAt),
        ),
      )
      .orderBy(asc(patients.name), asc(patients.id));
    const chosen: ChosenFollowUp[] = [];
    for (const { line, name, assignee } of rows) {
      const snoozedUntil =
        line.snoozedUntil !== null && line.snoozedUntil > now ? line.snoozedUntil : null;
      chosen.push({
        patientId: line.patientId,
        name,
        assignee: line.assigneeId && assignee ? { staffId: line.assigneeId, name: assignee } : null,
        snoozedUntil,
        snooze: latestSnooze(withTime(await snoozeFactsOf(tx, line), line.silentAt, now), now),
      });
    }
    return chosen;
  });
}

/** A silence that has begun is not written down yet, and counts already. */
function withTime(
  facts: Awaited<ReturnType<typeof snoozeFactsOf>>,
  silentAt: Date | null,
  now: Date,
): typeof facts {
  if (silentAt === null || silentAt > now) return facts;
  return { ...facts, level: "awaiting", newsAt: silentAt, snoozedUntil: null };
}
