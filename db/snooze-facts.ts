import { and, desc, eq, isNull, max } from "drizzle-orm";
import type { SnoozeFacts } from "@/lib/follow-up/snooze";
import type { Database } from "./client";
import { assessments, checkIns, recoveries } from "./schema/care";
import { followUps, snoozes } from "./schema/work";

type Line = typeof followUps.$inferSelect;

/** What the rules of a snooze ask of a line, as it stands in this transaction. */
export async function snoozeFactsOf(tx: Database, line: Line): Promise<SnoozeFacts> {
  const { clinicId, patientId } = line;
  const [last] = await tx
    .select({ at: snoozes.at, endedBy: snoozes.endedBy })
    .from(snoozes)
    .where(and(eq(snoozes.clinicId, clinicId), eq(snoozes.followUpId, line.id)))
    .orderBy(desc(snoozes.at), desc(snoozes.id))
    .limit(1);
  const { level, promisedAt, snoozedUntil, calledAt } = line;
  const facts = { level, promisedAt, snoozedUntil, triedAt: calledAt };
  if (!last) return { ...facts, last: null, newsAt: null };
  return { ...facts, last, newsAt: await newestNews(tx, clinicId, patientId) };
}

/** When the desk last learned something: a report came in, a reason began to stand, a recovery opened. */
async function newestNews(tx: Database, clinicId: string, patientId: string): Promise<Date | null> {
  const [reported] = await tx
    .select({ at: max(checkIns.recordedAt) })
    .from(checkIns)
    .where(
      and(
        eq(checkIns.clinicId, clinicId),
        eq(checkIns.patientId, patientId),
        isNull(checkIns.withdrawnAt),
      ),
    );
  const open = await tx
    .select({ openedAt: recoveries.openedAt, reasons: assessments.reasons })
    .from(recoveries)
    .leftJoin(
      assessments,
      and(
        eq(assessments.clinicId, recoveries.clinicId),
        eq(assessments.id, recoveries.assessmentId),
      ),
    )
    .where(
      and(
        eq(recoveries.clinicId, clinicId),
        eq(recoveries.patientId, patientId),
        eq(recoveries.open, true),
      ),
    );
  const instants = [
    reported?.at ?? null,
    ...open.map(({ openedAt }) => openedAt),
    ...open.flatMap(({ reasons }) => (reasons ?? []).map(({ since }) => new Date(since))),
  ].filter((at) => at !== null);
  return instants.length > 0 ? new Date(Math.max(...instants.map((at) => at.getTime()))) : null;
}
