import { and, desc, eq } from "drizzle-orm";
import type { LongerWindow } from "@/lib/triage/facts";
import type { Level, Protocol } from "@/lib/triage/protocol";
import type { Database } from "./client";
import { assessments, recoveries, treatments } from "./schema/care";
import { protocolVersions } from "./schema/clinic";

/** A recovery as its patient is told of it. */
export type ReportedRecovery = {
  id: string;
  area: string | null;
  endedAt: Date;
  open: boolean;
  /** As it was stored; time may have changed it since. */
  level: Level | null;
  changesAt: Date | null;
  changesTo: Level | null;
  protocol: Protocol;
  /** The prescriber's window, where the protocol lets one hold. */
  longerWindow: LongerWindow | null;
};

/**
 * What a patient reports on: the named recovery; without a name all open ones; when none is open, the
 * latest, which a report may open again. Newest treatment first.
 */
export async function readReported(
  tx: Database,
  clinicId: string,
  patientId: string,
  recoveryId: string | null,
): Promise<ReportedRecovery[]> {
  const rows = await tx
    .select({
      id: recoveries.id,
      area: treatments.area,
      endedAt: treatments.endedAt,
      open: recoveries.open,
      level: assessments.level,
      changesAt: assessments.changesAt,
      changesTo: assessments.changesTo,
      protocol: protocolVersions.rules,
      longerWindow: treatments.longerWindow,
    })
    .from(recoveries)
    .innerJoin(
      treatments,
      and(eq(treatments.clinicId, recoveries.clinicId), eq(treatments.id, recoveries.id)),
    )
    .innerJoin(
      protocolVersions,
      and(
        eq(protocolVersions.clinicId, recoveries.clinicId),
        eq(protocolVersions.id, recoveries.protocolVersionId),
      ),
    )
    .leftJoin(
      assessments,
      and(
        eq(assessments.clinicId, recoveries.clinicId),
        eq(assessments.id, recoveries.assessmentId),
      ),
    )
    .where(and(eq(recoveries.clinicId, clinicId), eq(recoveries.patientId, patientId)))
    .orderBy(desc(treatments.endedAt), desc(recoveries.id));
  const all = rows.map((row) => ({
    ...row,
    longerWindow: row.protocol.extensions.X10 ? row.longerWindow : null,
  }));
  if (recoveryId !== null) return all.filter(({ id }) => id === recoveryId);
  const open = all.filter((each) => each.open);
  return open.length > 0 ? open : all.slice(0, 1);
}
