import { and, eq, sql } from "drizzle-orm";
import type { TreatmentTime } from "@/lib/recovery/end-sources";
import { assessRecovery, listCountingCheckIns } from "./assess-recovery";
import type { Database } from "./client";
import { planChecks } from "./due-checks";
import { openLine, rewriteLine } from "./follow-up-line";
import { assessments, recoveries, treatments } from "./schema/care";

/** The treatment and whose it is. A recovery shares its treatment's id. */
export type TreatmentOf = { patientId: string; treatmentId: string };

/**
 * What the desk says of a treatment's recovery: its assessment, the patient's line, and the check-ins that
 * count for it but lie before the treatment, which no rule reads.
 */
export type TreatmentStanding = {
  endedAt: Date;
  open: boolean;
  assessment: Pick<
    typeof assessments.$inferSelect,
    "level" | "reasons" | "changesAt" | "changesTo"
  > | null;
  line: { group: string; nextAction: string; dueAt: Date } | null;
  leftOut: readonly { id: string; observedAt: Date }[];
};

/** Reads the standing as it is stored. */
export async function treatmentStanding(
  tx: Database,
  clinicId: string,
  { patientId, treatmentId }: TreatmentOf,
): Promise<TreatmentStanding> {
  const [found] = await tx
    .select({
      open: recoveries.open,
      endedAt: treatments.endedAt,
      assessmentId: recoveries.assessmentId,
      level: assessments.level,
      reasons: assessments.reasons,
      changesAt: assessments.changesAt,
      changesTo: assessments.changesTo,
    })
    .from(recoveries)
    .innerJoin(
      treatments,
      and(eq(treatments.clinicId, recoveries.clinicId), eq(treatments.id, recoveries.id)),
    )
    .leftJoin(
      assessments,
      and(
        eq(assessments.clinicId, recoveries.clinicId),
        eq(assessments.id, recoveries.assessmentId),
      ),
    )
    .where(and(eq(recoveries.clinicId, clinicId), eq(recoveries.id, treatmentId)));
  if (!found) throw new Error("The treatment to look at has no recovery.");
  const { open, endedAt, assessmentId, reasons, ...judged } = found;
  const line = await openLine(tx, clinicId, patientId);
  const counting = await listCountingCheckIns(tx, clinicId, treatmentId);
  return {
    endedAt,
    open,
    assessment: assessmentId === null ? null : { ...judged, reasons: reasons ?? [] },
    line: line && { group: line.listGroup, nextAction: line.nextAction, dueAt: line.dueAt },
    leftOut: counting
      .filter((each) => each.observedAt < endedAt)
      .map(({ id, observedAt }) => ({ id, observedAt })),
  };
}

/**
 * Moves the end of a treatment inside the caller's transaction: every check-in stays, the recovery is judged
 * anew and the patient's line follows. A preview and a correction both come through here, so that what is
 * shown is what will be stored.
 */
export async function moveTreatmentTime(
  tx: Database,
  clinicId: string,
  { patientId, treatmentId }: TreatmentOf,
  { endedAt, endedAtSource }: TreatmentTime,
  now: Date,
): Promise<void> {
  // What time had changed until now, it changed under the time that was known.
  await rewriteLine(tx, clinicId, patientId, { news: false, idle: true }, now);
  await tx
    .update(treatments)
    .set({ endedAt, endedAtSource, version: sql`${treatments.version} + 1` })
    .where(
      and(
        eq(treatments.clinicId, clinicId),
        eq(treatments.id, treatmentId),
        eq(treatments.patientId, patientId),
      ),
    );
  const { news, open } = await assessRecovery(tx, clinicId, treatmentId, "correction", now);
  if (open) await planChecks(tx, clinicId, treatmentId, now);
  const line = await openLine(tx, clinicId, patientId);
  // Limits that nobody has acted on count from the new time; what a call arranged stands.
  const unworked = line !== null && line.attempts === 0 && line.promisedAt === null;
  await rewriteLine(tx, clinicId, patientId, { news: open && (news || unworked) }, now);
}
