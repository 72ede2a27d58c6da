import { and, desc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import { rolesWhoMay } from "@/lib/actor";
import type { Database } from "./client";
import { staff } from "./schema/clinic";
import { onCallShifts } from "./schema/work";

/** Somebody's time on call; `untilAt` null is until somebody else is put on call. */
export type OnCallShift = {
  id: string;
  staffId: string;
  name: string;
  fromAt: Date;
  untilAt: Date | null;
};

/**
 * Who is on call at an instant: whoever was put there last and isn't past the end. Nobody when that
 * person has left the clinic or may no longer log calls, since an alert asks for one.
 */
export async function shiftAt(
  tx: Database,
  clinicId: string,
  now: Date,
): Promise<OnCallShift | null> {
  const [shift] = await tx
    .select({
      id: onCallShifts.id,
      staffId: onCallShifts.staffId,
      name: staff.name,
      fromAt: onCallShifts.fromAt,
      untilAt: onCallShifts.untilAt,
    })
    .from(onCallShifts)
    .innerJoin(
      staff,
      and(eq(staff.clinicId, onCallShifts.clinicId), eq(staff.id, onCallShifts.staffId)),
    )
    .where(
      and(
        eq(onCallShifts.clinicId, clinicId),
        lte(onCallShifts.fromAt, now),
        or(isNull(onCallShifts.untilAt), gt(onCallShifts.untilAt, now)),
        isNull(staff.disabledAt),
        inArray(staff.role, [...rolesWhoMay("log call")]),
      ),
    )
    .orderBy(desc(onCallShifts.fromAt), desc(onCallShifts.id))
    .limit(1);
  return shift ?? null;
}
