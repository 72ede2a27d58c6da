import { and, asc, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { reportMonths, reportRestatements } from "@/db/schema/reports";
import { type Actor, requirePermission } from "@/lib/actor";
import { type Figures, restated } from "@/lib/reports/figures";

export type ReportMonth = {
  /** Its first day: "2026-11-01". */
  month: string;
  frozenAt: Date;
  /** As they were frozen, and as they stand with every restatement. */
  frozen: Figures;
  figures: Figures;
  /** Only what came out otherwise, oldest first. */
  restatements: { at: Date; before: Figures; after: Figures }[];
};

/** A frozen month of the actor's clinic, with what was restated since; null while it isn't frozen. */
export async function findReportMonth(
  actor: Actor,
  month: string,
  database: Database = db,
): Promise<ReportMonth | null> {
  requirePermission(actor, "see reports");
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const [kept] = await tx
      .select({ frozenAt: reportMonths.frozenAt, frozen: reportMonths.figures })
      .from(reportMonths)
      .where(and(eq(reportMonths.clinicId, clinicId), eq(reportMonths.month, month)));
    if (!kept) return null;
    const restatements = await tx
      .select({
        at: reportRestatements.at,
        before: reportRestatements.before,
        after: reportRestatements.after,
      })
      .from(reportRestatements)
      .where(and(eq(reportRestatements.clinicId, clinicId), eq(reportRestatements.month, month)))
      .orderBy(asc(reportRestatements.at), asc(reportRestatements.id));
    return { month, ...kept, figures: restated(kept.frozen, restatements), restatements };
  });
}
