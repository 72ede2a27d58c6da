import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { recoveries } from "@/db/schema/care";
import { staff } from "@/db/schema/clinic";
import { restrictionOverrides } from "@/db/schema/restrictions";
import { type Actor, requirePermission } from "@/lib/actor";
import { maySetTo, type SettableRestriction } from "@/lib/recovery/restriction-hours";
import { writeAudit } from "./audit";
import { lockPatient } from "./check-ins";

export type RestrictionSetting = {
  patientId: string;
  recoveryId: string;
  id: SettableRestriction;
  /** Hours after the end of treatment; null goes back to the guide. */
  untilHours: number | null;
  reason: string;
  /** The version that was on the screen; 0 for none. */
  version: number;
};

export type SetRestrictionResult =
  | { ok: true; version: number }
  | { ok: false; reason: "not_found" | "not_open" | "hours" | "unchanged" }
  /** Somebody set it meanwhile: what stands now, and who said so. */
  | {
      ok: false;
      reason: "stale";
      stored: { untilHours: number | null; reason: string };
      version: number;
      by: string;
      at: Date;
    };

/**
 * A provider sets until when one patient has to wait with something, or goes back to the guide (recovery
 * protocol, section 7). What was set before stays. The same form sent again answers as it did first.
 */
export async function setRestriction(
  actor: Actor,
  setting: RestrictionSetting,
  now: Date,
  database: Database = db,
): Promise<SetRestrictionResult> {
  requirePermission(actor, "set restriction");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, staffId } = actor;
    const { patientId, recoveryId, id, untilHours, reason } = setting;
    if (!(await lockPatient(tx, clinicId, patientId))) return { ok: false, reason: "not_found" };
    const [recovery] = await tx
      .select({ open: recoveries.open })
      .from(recoveries)
      .where(
        and(
          eq(recoveries.clinicId, clinicId),
          eq(recoveries.id, recoveryId),
          eq(recoveries.patientId, patientId),
        ),
      );
    if (!recovery) return { ok: false, reason: "not_found" };
    const standing = await standingOverride(tx, clinicId, setting);
    const version = standing?.version ?? 0;
    if (standing && version !== setting.version) {
      const same = standing.untilHours === untilHours && standing.reason === reason;
      if (same && standing.setBy === staffId && version === setting.version + 1) {
        return { ok: true, version };
      }
      const stored = { untilHours: standing.untilHours, reason: standing.reason };
      return { ok: false, reason: "stale", stored, version, by: standing.by, at: standing.at };
    }
    if (!recovery.open) return { ok: false, reason: "not_open" };
    if (untilHours !== null && !maySetTo(id, untilHours)) return { ok: false, reason: "hours" };
    if (untilHours === null && (standing?.untilHours ?? null) === null) {
      return { ok: false, reason: "unchanged" };
    }

    const overrideId = uuidv7();
    await tx.insert(restrictionOverrides).values({
      clinicId,
      id: overrideId,
      recoveryId,
      restriction: id,
      untilHours,
      reason,
      setBy: staffId,
      setAt: now,
      version: version + 1,
    });
    await writeAudit(
      tx,
      actor,
      {
        action: "restriction.set",
        patientId,
        subjectId: overrideId,
        details: { restriction: id, untilHours, takenBack: untilHours === null },
      },
      now,
    );
    return { ok: true, version: version + 1 };
  });
}

/** What was set last; null when nothing ever was. */
async function standingOverride(
  tx: Database,
  clinicId: string,
  { recoveryId, id }: Pick<RestrictionSetting, "recoveryId" | "id">,
) {
  const [newest] = await tx
    .select({
      untilHours: restrictionOverrides.untilHours,
      reason: restrictionOverrides.reason,
      setBy: restrictionOverrides.setBy,
      by: staff.name,
      at: restrictionOverrides.setAt,
      version: restrictionOverrides.version,
    })
    .from(restrictionOverrides)
    .innerJoin(
      staff,
      and(
        eq(staff.clinicId, restrictionOverrides.clinicId),
        eq(staff.id, restrictionOverrides.setBy),
      ),
    )
    .where(
      and(
        eq(restrictionOverrides.clinicId, clinicId),
        eq(restrictionOverrides.recoveryId, recoveryId),
        eq(restrictionOverrides.restriction, id),
      ),
    )
    .orderBy(desc(restrictionOverrides.version))
    .limit(1);
  return newest ?? null;
}
