import { and, asc, eq } from "drizzle-orm";
import { type Database, db, inClinic } from "@/db/client";
import { readReportFacts } from "@/db/report-facts";
import { treatments } from "@/db/schema/care";
import { clinics } from "@/db/schema/clinic";
import { reportMonths, reportRestatements } from "@/db/schema/reports";
import type { JobActor } from "@/lib/actor";
import { buildReport } from "@/lib/reports/build-report";
import { changedFigures, type Figures, figuresOf, restated } from "@/lib/reports/figures";
import { daysOfMonth, finalMonths } from "@/lib/reports/months";
import { writeAudit } from "./audit";

/** A clinic that has just brought in its past has many months to freeze; a round takes so many. */
const ROUND = 12;

/**
 * Freezes the figures of each month of one clinic that nothing can change by the passing of time any more,
 * from its first treatment on, each in its own transaction. Returns how many.
 */
export async function freezeMonths(
  actor: JobActor,
  now: Date,
  database: Database = db,
): Promise<number> {
  const due = await inClinic(actor, database, (tx) => listUnfrozen(tx, actor.clinicId, now));
  let frozen = 0;
  for (const month of due.slice(0, ROUND)) {
    if (await freezeMonth(actor, month, now, database)) frozen++;
  }
  return frozen;
}

/**
 * Computes a frozen month of one clinic anew, another one each hour, so that late corrections are noticed.
 * What comes out otherwise is noted with both figures; what was frozen stays as it was. True when it did.
 */
export async function restateMonth(
  actor: JobActor,
  now: Date,
  database: Database = db,
): Promise<boolean> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const clinic = await lockClinic(tx, clinicId);
    const frozen = await tx
      .select({ month: reportMonths.month, figures: reportMonths.figures })
      .from(reportMonths)
      .where(eq(reportMonths.clinicId, clinicId))
      .orderBy(asc(reportMonths.month));
    const next = frozen[Math.floor(now.getTime() / 3_600_000) % Math.max(1, frozen.length)];
    if (!next) return false;
    const { month } = next;
    const noted = await tx
      .select({ after: reportRestatements.after })
      .from(reportRestatements)
      .where(and(eq(reportRestatements.clinicId, clinicId), eq(reportRestatements.month, month)))
      .orderBy(asc(reportRestatements.at), asc(reportRestatements.id));
    const figures = await computeMonth(tx, clinic, month, now);
    const changed = changedFigures(restated(next.figures, noted), figures);
    if (changed === null) return false;
    await tx.insert(reportRestatements).values({ clinicId, month, at: now, ...changed });
    const details = { month, figures: Object.keys(changed.after).length };
    await writeAudit(tx, actor, { action: "report.restate", details }, now);
    return true;
  });
}

type Clinic = typeof clinics.$inferSelect;

async function listUnfrozen(tx: Database, clinicId: string, now: Date): Promise<string[]> {
  const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, clinicId));
  const [first] = await tx
    .select({ endedAt: treatments.endedAt })
    .from(treatments)
    .where(eq(treatments.clinicId, clinicId))
    .orderBy(asc(treatments.endedAt))
    .limit(1);
  if (!clinic || !first) return [];
  const frozen = await tx
    .select({ month: reportMonths.month })
    .from(reportMonths)
    .where(eq(reportMonths.clinicId, clinicId));
  const done = new Set(frozen.map(({ month }) => month));
  return finalMonths(first.endedAt, now, clinic.timeZone).filter((month) => !done.has(month));
}

/** False when another process was faster, so that a month is frozen and audited once. */
function freezeMonth(
  actor: JobActor,
  month: string,
  now: Date,
  database: Database,
): Promise<boolean> {
  return inClinic(actor, database, async (tx) => {
    const { clinicId } = actor;
    const clinic = await lockClinic(tx, clinicId);
    const figures = await computeMonth(tx, clinic, month, now);
    const kept = await tx
      .insert(reportMonths)
      .values({ clinicId, month, frozenAt: now, figures })
      .onConflictDoNothing()
      .returning({ month: reportMonths.month });
    if (kept.length === 0) return false;
    await writeAudit(tx, actor, { action: "report.freeze", details: { month } }, now);
    return true;
  });
}

/** One process at a time works on the months of a clinic. */
async function lockClinic(tx: Database, clinicId: string): Promise<Clinic> {
  const [clinic] = await tx
    .select()
    .from(clinics)
    .where(eq(clinics.id, clinicId))
    .for("no key update");
  if (!clinic) throw new Error("The clinic to report on is gone.");
  return clinic;
}

async function computeMonth(
  tx: Database,
  clinic: Clinic,
  month: string,
  now: Date,
): Promise<Figures> {
  const days = daysOfMonth(month);
  const everything = { site: null, practitioner: null, device: null, area: null, language: null };
  const facts = await readReportFacts(tx, clinic, days, now);
  return figuresOf(buildReport(facts, { ...days, ...everything }, now));
}
