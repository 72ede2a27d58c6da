import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { type OnCallShift, shiftAt } from "@/db/on-call-shift";
import { staff } from "@/db/schema/clinic";
import { onCallShifts } from "@/db/schema/work";
import { type Actor, requirePermission, rolesWhoMay } from "@/lib/actor";
import { writeAudit } from "./audit";

export type OnCallChoice = {
  /** Null: nobody. */
  staffId: string | null;
  /** Null: until somebody else is put on call. */
  untilAt: Date | null;
  /** The shift that the form showed, so that nobody overwrites a choice that they didn't see. */
  seenShiftId: string | null;
};

export type SetOnCallResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "over_already" }
  | { ok: false; reason: "changed"; shift: OnCallShift };

/**
 * Puts somebody on call from now on, or nobody. Whoever was on call before no longer is: there is
 * one person or none, so that an alert never waits for the wrong one.
 */
export async function setOnCall(
  actor: Actor,
  choice: OnCallChoice,
  now: Date,
  database: Database = db,
): Promise<SetOnCallResult> {
  requirePermission(actor, "set on-call");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    // One choice at a time: the one who comes second is told of the first.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`on call ${clinicId}`}, 0))`,
    );
    const standing = await shiftAt(tx, clinicId, now);
    if (isSame(standing, choice)) return { ok: true };
    if (standing && standing.id !== choice.seenShiftId) {
      return { ok: false, reason: "changed", shift: standing };
    }
    if (choice.untilAt !== null && choice.untilAt <= now) {
      return { ok: false, reason: "over_already" };
    }
    if (choice.staffId !== null && !(await mayBeOnCall(tx, clinicId, choice.staffId))) {
      return { ok: false, reason: "not_found" };
    }
    await endShifts(tx, clinicId, now);
    if (choice.staffId !== null) {
      await tx.insert(onCallShifts).values({
        clinicId,
        id: uuidv7(),
        staffId: choice.staffId,
        fromAt: now,
        untilAt: choice.untilAt,
        setBy: actor.staffId,
      });
    }
    await writeAudit(
      tx,
      actor,
      {
        action: "on_call.set",
        subjectId: choice.staffId ?? standing?.staffId ?? null,
        details: {
          ended: choice.staffId === null,
          until: choice.staffId === null ? null : (choice.untilAt?.toISOString() ?? null),
        },
      },
      now,
    );
    return { ok: true };
  });
}

function isSame(standing: OnCallShift | null, { staffId, untilAt }: OnCallChoice): boolean {
  if (standing === null || staffId === null) return standing === null && staffId === null;
  return (
    standing.staffId === staffId && (standing.untilAt?.getTime() ?? 0) === (untilAt?.getTime() ?? 0)
  );
}

/** Somebody who works here and may log calls: an alert asks for one. */
async function mayBeOnCall(tx: Database, clinicId: string, staffId: string): Promise<boolean> {
  const people = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(
      and(
        eq(staff.clinicId, clinicId),
        eq(staff.id, staffId),
        isNull(staff.disabledAt),
        inArray(staff.role, [...rolesWhoMay("log call")]),
      ),
    );
  return people.length > 0;
}

async function endShifts(tx: Database, clinicId: string, now: Date): Promise<void> {
  await tx
    .update(onCallShifts)
    .set({ untilAt: now })
    .where(
      and(
        eq(onCallShifts.clinicId, clinicId),
        or(isNull(onCallShifts.untilAt), gt(onCallShifts.untilAt, now)),
      ),
    );
}
