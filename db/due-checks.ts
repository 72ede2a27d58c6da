import { and, eq, gt, gte, isNull } from "drizzle-orm";
import { planDueChecks } from "@/lib/recovery/due-checks";
import type { Database } from "./client";
import { treatments } from "./schema/care";
import { dueChecks } from "./schema/history";

/**
 * Plans the checks that are still ahead of an open recovery by its treatment time, inside the caller's
 * transaction. What was planned ahead before is cancelled; what was asked already stays as it was asked.
 */
export async function planChecks(
  tx: Database,
  clinicId: string,
  recoveryId: string,
  now: Date,
): Promise<void> {
  await tx
    .update(dueChecks)
    .set({ cancelledAt: now })
    .where(and(standingOf(clinicId, recoveryId), gt(dueChecks.dueAt, now)));
  const standing = await tx
    .select({ closesAt: dueChecks.closesAt })
    .from(dueChecks)
    .where(standingOf(clinicId, recoveryId));
  const [treatment] = await tx
    .select({ endedAt: treatments.endedAt })
    .from(treatments)
    .where(and(eq(treatments.clinicId, clinicId), eq(treatments.id, recoveryId)));
  const planned = planDueChecks(treatment!.endedAt, now, standing);
  if (planned.length === 0) return;
  await tx.insert(dueChecks).values(planned.map((each) => ({ ...each, clinicId, recoveryId })));
}

/** Nobody asks any more from an instant on: what is due by then or later is cancelled. */
export async function cancelChecks(
  tx: Database,
  clinicId: string,
  recoveryId: string,
  at: Date,
): Promise<void> {
  await tx
    .update(dueChecks)
    .set({ cancelledAt: at })
    .where(and(standingOf(clinicId, recoveryId), gte(dueChecks.dueAt, at)));
}

function standingOf(clinicId: string, recoveryId: string) {
  return and(
    eq(dueChecks.clinicId, clinicId),
    eq(dueChecks.recoveryId, recoveryId),
    isNull(dueChecks.cancelledAt),
  );
}
