import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { logError } from "@/lib/log";
import { type MergeOfRows, toldToRecordOf } from "@/lib/patients/merge";
import { asStored } from "@/lib/stored-json";
import { assess } from "@/lib/triage/assess";
import type { Assessment } from "@/lib/triage/assessment";
import type { RecoveryFacts } from "@/lib/triage/facts";
import type { Level } from "@/lib/triage/protocol";
import { compareLevels } from "@/lib/triage/protocol";
import type { Database } from "./client";
import { cancelChecks, planChecks } from "./due-checks";
import { listMergesAround } from "./merges-around";
import {
  assessments,
  checkIns,
  closures,
  patients,
  recoveries,
  reviews,
  treatments,
} from "./schema/care";
import { protocolVersions } from "./schema/clinic";
import { reopenings } from "./schema/history";

export type AssessmentCause = (typeof assessments.$inferInsert)["cause"];
type StoredAssessment = typeof assessments.$inferSelect;

/** What an assessment said, and whether it holds something that the one before didn't. */
export type Assessed = { level: Level | null; news: boolean; open: boolean };

/**
 * Runs the protocol over everything known of one recovery and stores what it says, inside the
 * caller's transaction. A change that time alone brought since the last assessment is stored first,
 * at its own instant. A rule that throws is stored as level null: "review by hand".
 */
export async function assessRecovery(
  tx: Database,
  clinicId: string,
  recoveryId: string,
  cause: AssessmentCause,
  now: Date,
): Promise<Assessed> {
  const { facts, previous, ...found } = await readFacts(tx, clinicId, recoveryId, "judge");
  let { recovery } = found;
  let before = previous;
  if (previous?.changesAt && previous.changesAt <= now) {
    const turned = await store(tx, recovery, facts, "time", previous.changesAt);
    if (cause === "time") return { ...compare(previous, turned.assessment), open: turned.open };
    before = turned.assessment;
    recovery = { ...recovery, open: turned.open };
  }
  const { assessment, open } = await store(tx, recovery, facts, cause, now);
  return { ...compare(before, assessment), open };
}

/**
 * Stores what time alone has changed for a patient, each change at its own instant: how many
 * recoveries turned, and whether that is news. Whoever writes about a patient asks first, so that
 * nothing is decided on a level that is already over.
 */
export async function assessTurned(
  tx: Database,
  clinicId: string,
  patientId: string,
  now: Date,
): Promise<{ turned: number; news: boolean }> {
  const due = await tx
    .select({ id: recoveries.id })
    .from(recoveries)
    .innerJoin(
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
        lte(assessments.changesAt, now),
      ),
    );
  let news = false;
  for (const { id } of due) {
    const assessed = await assessRecovery(tx, clinicId, id, "time", now);
    news ||= assessed.news;
  }
  return { turned: due.length, news };
}

type Recovery = typeof recoveries.$inferSelect;

type CheckIn = typeof checkIns.$inferSelect;

/** The check-ins that count for a recovery, also those dated before its treatment. Takes no lock. */
export async function listCountingCheckIns(
  tx: Database,
  clinicId: string,
  recoveryId: string,
): Promise<CheckIn[]> {
  const { counting } = await readFacts(tx, clinicId, recoveryId, "look");
  return counting;
}

async function readFacts(
  tx: Database,
  clinicId: string,
  recoveryId: string,
  purpose: "look" | "judge",
) {
  const ofRecovery = and(eq(recoveries.clinicId, clinicId), eq(recoveries.id, recoveryId));
  const asked = tx
    .select({
      recovery: recoveries,
      treatment: treatments,
      risks: patients.risks,
      rules: protocolVersions.rules,
      everMerged: sql<boolean>`exists (
        select from patient_merges m where m.clinic_id = ${clinicId}
          and (m.kept_id = ${recoveries.patientId} or m.merged_id = ${recoveries.patientId}))`,
    })
    .from(recoveries)
    .innerJoin(
      treatments,
      and(eq(treatments.clinicId, recoveries.clinicId), eq(treatments.id, recoveries.id)),
    )
    .innerJoin(
      patients,
      and(eq(patients.clinicId, recoveries.clinicId), eq(patients.id, recoveries.patientId)),
    )
    .innerJoin(
      protocolVersions,
      and(
        eq(protocolVersions.clinicId, recoveries.clinicId),
        eq(protocolVersions.id, recoveries.protocolVersionId),
      ),
    )
    .where(ofRecovery);
  const [found] = await (purpose === "judge" ? asked.for("update", { of: recoveries }) : asked);
  if (!found) throw new Error("The recovery to assess isn't in this clinic.");
  const { recovery, treatment, risks, rules } = found;

  const reviewed = await tx
    .select({ at: reviews.at, clears: reviews.clears })
    .from(reviews)
    .where(and(eq(reviews.clinicId, clinicId), eq(reviews.recoveryId, recoveryId)));
  const closed = await tx
    .select({ at: closures.at })
    .from(closures)
    .where(and(eq(closures.clinicId, clinicId), eq(closures.recoveryId, recoveryId)))
    .orderBy(asc(closures.at));
  const previous = recovery.assessmentId
    ? await readAssessment(tx, clinicId, recovery.assessmentId)
    : null;

  const facts: RecoveryFacts = {
    treatmentEndedAt: treatment.endedAt,
    checkIns: [],
    reviews: reviewed,
    closedAt: closed.map((each) => each.at),
    risks,
    protocol: rules,
    longerWindow: treatment.longerWindow ?? null,
  };
  const merges = found.everMerged ? await listMergesAround(tx, clinicId, recovery.patientId) : [];
  const counting = await checkInsOf(tx, recovery, facts, merges);
  facts.checkIns = counting;
  return { facts, counting, recovery, previous };
}

/**
 * The check-ins that count for a recovery: its own, and those without an area that were told while it was
 * open, to the record that it belonged to then.
 */
async function checkInsOf(
  tx: Database,
  recovery: Recovery,
  known: RecoveryFacts,
  merges: readonly MergeOfRows[],
): Promise<CheckIn[]> {
  const records = merges.flatMap(({ keptId, mergedId }) => [keptId, mergedId]);
  const reported = await tx
    .select()
    .from(checkIns)
    .where(
      and(
        eq(checkIns.clinicId, recovery.clinicId),
        inArray(checkIns.patientId, [recovery.patientId, ...records]),
        or(eq(checkIns.recoveryId, recovery.id), isNull(checkIns.recoveryId)),
        isNull(checkIns.withdrawnAt),
      ),
    )
    .orderBy(asc(checkIns.observedAt), asc(checkIns.id));
  const counting = reported.filter((each) => each.recoveryId === recovery.id);
  const withoutArea = reported
    .filter((each) => each.recoveryId === null && toldToRecordOf(recovery, each, merges))
    .toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
  for (const each of withoutArea) {
    if (countsFor(each, recovery, { ...known, checkIns: counting })) counting.push(each);
  }
  return counting;
}

/**
 * A check-in without an area counts for each recovery that was open when it was recorded, also one
 * that an earlier check-in had opened again.
 */
function countsFor(
  checkIn: { observedAt: Date; recordedAt: Date },
  recovery: Recovery,
  before: RecoveryFacts,
): boolean {
  const { observedAt, recordedAt } = checkIn;
  const known = recovery.openedAt <= recordedAt || before.treatmentEndedAt <= observedAt;
  if (!known || before.closedAt.every((closing) => closing > recordedAt)) return known;
  return assessLoudly(before, recovery.id, recordedAt)?.reopened ?? true;
}

async function readAssessment(tx: Database, clinicId: string, id: string) {
  const [found] = await tx
    .select()
    .from(assessments)
    .where(and(eq(assessments.clinicId, clinicId), eq(assessments.id, id)));
  return found ?? null;
}

async function store(
  tx: Database,
  recovery: Recovery,
  facts: RecoveryFacts,
  cause: AssessmentCause,
  at: Date,
): Promise<{ assessment: StoredAssessment; open: boolean }> {
  const said = assessLoudly(facts, recovery.id, at);
  const closed = facts.closedAt.some((closing) => closing <= at);
  const open = !closed || said === null || said.reopened;
  const [assessment] = await tx
    .insert(assessments)
    .values({
      clinicId: recovery.clinicId,
      recoveryId: recovery.id,
      at,
      cause,
      level: said?.level ?? null,
      reasons: asStored(said?.reasons ?? []),
      normal: asStored(said?.normal ?? []),
      trends: asStored(said?.trends ?? []),
      protocolVersionId: recovery.protocolVersionId,
      thresholds: facts.protocol.thresholds,
      changesAt: said?.changesAt ?? null,
      changesTo: said?.changesTo ?? null,
    })
    .returning();
  await tx
    .update(recoveries)
    .set({ assessmentId: assessment!.id, open, version: sql`${recoveries.version} + 1` })
    .where(and(eq(recoveries.clinicId, recovery.clinicId), eq(recoveries.id, recovery.id)));
  if (open !== recovery.open) await keepTurn(tx, recovery, facts, open, at);
  return { assessment: assessment!, open };
}

/**
 * A recovery was opened again, or closed: checks are planned from there on, or none any more. One that
 * closes after its latest closing was never rightly open: the report that had reopened it was taken back.
 */
async function keepTurn(
  tx: Database,
  { clinicId, id: recoveryId }: Recovery,
  { closedAt }: RecoveryFacts,
  open: boolean,
  at: Date,
): Promise<void> {
  if (open) {
    await tx.insert(reopenings).values({ clinicId, recoveryId, at });
    return planChecks(tx, clinicId, recoveryId, at);
  }
  const closed = closedAt.filter((closing) => closing <= at).at(-1)!;
  await tx
    .update(reopenings)
    .set({ voidedAt: at })
    .where(
      and(
        eq(reopenings.clinicId, clinicId),
        eq(reopenings.recoveryId, recoveryId),
        gte(reopenings.at, closed),
        isNull(reopenings.voidedAt),
      ),
    );
  await cancelChecks(tx, clinicId, recoveryId, at);
}

/** A failed rule must never read as expected: it is logged without health data and shown on top. */
function assessLoudly(facts: RecoveryFacts, recoveryId: string, at: Date): Assessment | null {
  try {
    return assess(facts, at);
  } catch (error) {
    logError("A protocol rule failed; the recovery is listed for review by hand.", error, {
      recoveryId,
    });
    return null;
  }
}

function compare(
  before: StoredAssessment | null,
  after: StoredAssessment,
): Pick<Assessed, "level" | "news"> {
  const known = new Set(before?.reasons.map((reason) => reason.code));
  const news =
    before === null ||
    after.level === null ||
    (before.level !== null && compareLevels(after.level, before.level) > 0) ||
    after.reasons.some((reason) => !known.has(reason.code));
  return { level: after.level, news };
}
