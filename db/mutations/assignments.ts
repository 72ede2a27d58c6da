import { and, eq, inArray, isNull } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { moveLine, openLine } from "@/db/follow-up-line";
import { lockPatients } from "@/db/lock-patients";
import { staff } from "@/db/schema/clinic";
import { type Actor, requirePermission, rolesWhoMay } from "@/lib/actor";
import type { Assigned } from "@/lib/worklist/assigned";
import { writeAudit } from "./audit";

export type AssignFollowUpsResult =
  | ({ ok: true } & Assigned)
  | { ok: false; reason: "not_found" | "no_such_colleague" };

/**
 * Gives patients under follow-up to a colleague, or to nobody with null. Only who works in this clinic
 * and may log calls can be given one. Says of each patient what became of them; one audit entry for
 * each that changed hands, so that a patient's own history tells it. Asked again it changes nothing.
 */
export async function assignFollowUps(
  actor: Actor,
  { patientIds, assigneeId }: { patientIds: readonly string[]; assigneeId: string | null },
  now: Date,
  database: Database = db,
): Promise<AssignFollowUpsResult> {
  requirePermission(actor, "assign follow-up");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const known = await lockPatients(tx, clinicId, patientIds);
    if (known.length === 0) return { ok: false, reason: "not_found" };
    const colleague = assigneeId === null ? null : await colleagueOf(tx, clinicId, assigneeId);
    if (assigneeId !== null && colleague === null)
      return { ok: false, reason: "no_such_colleague" };

    const changed: { patientId: string; lineId: string; from: string | null }[] = [];
    let already = 0;
    let notFollowed = 0;
    for (const patientId of known) {
      const line = await openLine(tx, clinicId, patientId);
      if (!line) notFollowed++;
      else if (line.assigneeId === assigneeId) already++;
      else {
        await moveLine(tx, line, { assigneeId }, now);
        changed.push({ patientId, lineId: line.id, from: line.assigneeId });
      }
    }
    const takenFrom = await namesOf(
      tx,
      clinicId,
      changed.map(({ from }) => from),
    );
    for (const { patientId, lineId, from } of changed) {
      await writeAudit(
        tx,
        actor,
        {
          action: "follow_up.assign",
          patientId,
          subjectId: lineId,
          details: { from, to: assigneeId },
        },
        now,
      );
    }
    return {
      ok: true,
      to: colleague === null ? null : { name: colleague, self: assigneeId === actor.staffId },
      assigned: changed.length,
      takenFrom,
      already,
      notFollowed,
      notFound: new Set(patientIds).size - known.length,
    };
  });
}

/** The name of somebody of this clinic who can be given a patient. */
async function colleagueOf(
  tx: Database,
  clinicId: string,
  staffId: string,
): Promise<string | null> {
  const [colleague] = await tx
    .select({ name: staff.name })
    .from(staff)
    .where(
      and(
        eq(staff.clinicId, clinicId),
        eq(staff.id, staffId),
        inArray(staff.role, [...rolesWhoMay("log call")]),
        isNull(staff.disabledAt),
      ),
    );
  return colleague?.name ?? null;
}

/** Who had the patients before, with how many of them. */
async function namesOf(
  tx: Database,
  clinicId: string,
  from: readonly (string | null)[],
): Promise<{ name: string; count: number }[]> {
  const ids = from.filter((id) => id !== null);
  if (ids.length === 0) return [];
  const people = await tx
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(and(eq(staff.clinicId, clinicId), inArray(staff.id, ids)))
    .orderBy(staff.name);
  return people.map(({ id, name }) => ({ name, count: ids.filter((each) => each === id).length }));
}
