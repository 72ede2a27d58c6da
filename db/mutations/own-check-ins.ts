import { and, asc, eq, lte } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, db, inClinic } from "@/db/client";
import { rewriteLine } from "@/db/follow-up-line";
import { readReported } from "@/db/reported-recoveries";
import { checkIns } from "@/db/schema/care";
import { checkInDrafts } from "@/db/schema/check-in";
import { type Actor, type JobActor, type PatientActor, requirePermission } from "@/lib/actor";
import type { EntryRefusal } from "@/lib/check-in/entry";
import { alarmOf, askedOf, DRAFT_HOURS, isReport, withAnswer } from "@/lib/check-in/own-report";
import type { OwnAnswer } from "@/lib/check-in/patient-answer";
import type { Answers } from "@/lib/triage/protocol";
import { writeAudit } from "./audit";
import { keepCheckIn, lockStanding } from "./check-ins";

type Draft = typeof checkInDrafts.$inferSelect;

export type BeginOwnReportResult =
  | { ok: true; reportId: string }
  | { ok: false; reason: "not_found" };

/**
 * Begins a patient's report on one recovery, or on all that are open (null). One that is under way goes
 * on; one that was left alone for two hours is kept as a report of its own time first, so that nothing
 * that was answered is lost.
 */
export async function beginOwnReport(
  actor: Actor,
  { recoveryId, reportId }: { recoveryId: string | null; reportId: string },
  now: Date,
  database: Database = db,
): Promise<BeginOwnReportResult> {
  requirePermission(actor, "report own check-in");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, patientId } = actor;
    const standingId = await lockStanding(tx, clinicId, patientId);
    if (standingId === null) return { ok: false, reason: "not_found" };
    const meant = await readReported(tx, clinicId, standingId, recoveryId);
    if (meant.length === 0) return { ok: false, reason: "not_found" };
    const draft = await findDraft(tx, actor);
    if (draft && now.getTime() - draft.savedAt.getTime() < DRAFT_HOURS * 3_600_000) {
      return { ok: true, reportId: draft.id };
    }
    if (draft && isReport(draft.answers)) {
      await keepReport(tx, actor, standingId, { ...draft, observedAt: draft.savedAt }, now);
    }
    await dropDraft(tx, actor);
    await tx.insert(checkInDrafts).values({
      clinicId,
      patientId,
      id: reportId,
      recoveryId,
      answers: {},
      reported: {},
      startedAt: now,
      savedAt: now,
      idempotencyKey: uuidv7(),
    });
    return { ok: true, reportId };
  });
}

export type KeepOwnAnswerResult =
  /** `alarm`: what this answer means by itself; it has been reported already. */
  | { ok: true; alarm: "urgent" | "emergency" | null }
  /** `gone`: the report was sent, or another one begun. */
  | { ok: false; reason: "gone" }
  /** It couldn't be reported, which its giver has to know at once. */
  | { ok: false; reason: EntryRefusal | "not_found"; alarm: "urgent" | "emergency" };

/**
 * Keeps one answer. One that asks for help at once is reported in this very moment, with all that was
 * answered before it: whoever stops here has told us. The same answer again changes nothing.
 */
export async function keepOwnAnswer(
  actor: Actor,
  { reportId, ...answer }: OwnAnswer & { reportId: string },
  now: Date,
  database: Database = db,
): Promise<KeepOwnAnswerResult> {
  requirePermission(actor, "report own check-in");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, patientId } = actor;
    const standingId = await lockStanding(tx, clinicId, patientId);
    const draft = await findDraft(tx, actor);
    if (standingId === null || draft?.id !== reportId) return { ok: false, reason: "gone" };
    const recoveries = await readReported(tx, clinicId, standingId, draft.recoveryId);
    if (!askedOf(recoveries).includes(answer.sign)) return { ok: false, reason: "gone" };
    const known = { ...draft.reported, ...draft.answers };
    const alarm = alarmOf(answer, known, recoveries, now);
    if (answer.value !== null && draft.reported[answer.sign] === answer.value) {
      const answers = withAnswer(draft.answers, { sign: answer.sign, value: null });
      await saveDraft(tx, actor, { answers, savedAt: now });
      return { ok: true, alarm };
    }
    const answers = withAnswer(draft.answers, answer);
    if (alarm === null) {
      await saveDraft(tx, actor, { answers, savedAt: now });
      return { ok: true, alarm };
    }
    const kept = await keepReport(
      tx,
      actor,
      standingId,
      { ...draft, answers, observedAt: now },
      now,
    );
    if (!kept.ok) {
      await saveDraft(tx, actor, { answers, savedAt: now });
      return { ...kept, alarm };
    }
    await saveDraft(tx, actor, {
      answers: {},
      reported: { ...draft.reported, ...answers },
      checkInId: kept.checkInId,
      savedAt: now,
      idempotencyKey: uuidv7(),
    });
    return { ok: true, alarm };
  });
}

export type SendOwnReportResult =
  | { ok: true; checkInId: string }
  /** `nothing`: no question was answered. */
  | { ok: false; reason: "gone" | "nothing" | "not_found" | EntryRefusal };

/** Sends a patient's report. The same key again answers as the first time did, whatever became of the draft. */
export async function sendOwnReport(
  actor: Actor,
  { reportId, idempotencyKey }: { reportId: string; idempotencyKey: string },
  now: Date,
  database: Database = db,
): Promise<SendOwnReportResult> {
  requirePermission(actor, "report own check-in");
  return inClinic(actor, database, async (tx) => {
    const { clinicId, patientId } = actor;
    const standingId = await lockStanding(tx, clinicId, patientId);
    if (standingId === null) return { ok: false, reason: "not_found" };
    const [again] = await tx
      .select({ id: checkIns.id })
      .from(checkIns)
      .where(
        and(
          eq(checkIns.clinicId, clinicId),
          eq(checkIns.patientId, standingId),
          eq(checkIns.idempotencyKey, idempotencyKey),
        ),
      );
    if (again) return { ok: true, checkInId: again.id };
    const draft = await findDraft(tx, actor);
    if (draft?.id !== reportId) return { ok: false, reason: "gone" };
    if (!isReport(draft.answers)) {
      if (draft.checkInId === null) return { ok: false, reason: "nothing" };
      await dropDraft(tx, actor);
      return { ok: true, checkInId: draft.checkInId };
    }
    const kept = await keepReport(tx, actor, standingId, { ...draft, observedAt: now }, now);
    if (kept.ok) await dropDraft(tx, actor);
    return kept;
  });
}

/** A round takes so many at a time, each in its own transaction. */
const ROUND = 200;

/**
 * Keeps what patients of one clinic began to report and left alone for two hours: each draft with an answer
 * becomes a report of its own time, as if they had come back to it. Returns how many it kept.
 */
export async function keepLeftDrafts(
  actor: JobActor,
  now: Date,
  database: Database = db,
): Promise<number> {
  const before = new Date(now.getTime() - DRAFT_HOURS * 3_600_000);
  const left = await inClinic(actor, database, (tx) =>
    tx
      .select({ patientId: checkInDrafts.patientId })
      .from(checkInDrafts)
      .where(and(eq(checkInDrafts.clinicId, actor.clinicId), lte(checkInDrafts.savedAt, before)))
      .orderBy(asc(checkInDrafts.savedAt))
      .limit(ROUND),
  );
  let kept = 0;
  for (const { patientId } of left) {
    if (await keepLeftDraft(actor, { patientId, before }, now, database)) kept++;
  }
  return kept;
}

/** False when the patient came back meanwhile, or had answered nothing: then there is nothing to keep. */
function keepLeftDraft(
  actor: JobActor,
  { patientId, before }: { patientId: string; before: Date },
  now: Date,
  database: Database,
): Promise<boolean> {
  return inClinic(actor, database, async (tx) => {
    const whose = { clinicId: actor.clinicId, patientId };
    const standingId = await lockStanding(tx, actor.clinicId, patientId);
    const draft = await findDraft(tx, whose);
    if (standingId === null || !draft || draft.savedAt > before) return false;
    if (!isReport(draft.answers)) {
      await dropDraft(tx, whose);
      return false;
    }
    const report = { ...draft, observedAt: draft.savedAt };
    const kept = await keepReport(tx, actor, standingId, report, now);
    // What can't be a report now stays for its writer.
    if (kept.ok) await dropDraft(tx, whose);
    return kept.ok;
  });
}

type Kept = { ok: true; checkInId: string } | { ok: false; reason: EntryRefusal | "not_found" };

/** Makes a check-in of a draft's answers, in the transaction that changes the draft. */
async function keepReport(
  tx: Database,
  actor: PatientActor | JobActor,
  patientId: string,
  report: Pick<Draft, "recoveryId" | "answers" | "idempotencyKey"> & { observedAt: Date },
  now: Date,
): Promise<Kept> {
  const { clinicId } = actor;
  const entry = {
    patientId,
    recoveryId: report.recoveryId,
    observedAt: report.observedAt,
    source: "patient",
    // Whoever gave the birth date is taken for the patient.
    identityVerified: true,
    answers: report.answers,
    note: null,
    idempotencyKey: report.idempotencyKey,
  } as const;
  const kept = await keepCheckIn(tx, clinicId, null, entry, now);
  if (!kept.ok) return kept;
  await rewriteLine(tx, clinicId, patientId, { news: kept.news }, now);
  await writeAudit(
    tx,
    actor,
    {
      action: "check_in.record",
      patientId,
      subjectId: kept.checkInId,
      details: { source: entry.source, corrects: null },
    },
    now,
  );
  return { ok: true, checkInId: kept.checkInId };
}

type Whose = Pick<PatientActor, "clinicId" | "patientId">;

async function findDraft(tx: Database, { clinicId, patientId }: Whose): Promise<Draft | undefined> {
  const [draft] = await tx
    .select()
    .from(checkInDrafts)
    .where(and(eq(checkInDrafts.clinicId, clinicId), eq(checkInDrafts.patientId, patientId)));
  return draft;
}

async function saveDraft(
  tx: Database,
  { clinicId, patientId }: PatientActor,
  change: Partial<Draft> & { answers: Answers; savedAt: Date },
): Promise<void> {
  await tx
    .update(checkInDrafts)
    .set(change)
    .where(and(eq(checkInDrafts.clinicId, clinicId), eq(checkInDrafts.patientId, patientId)));
}

async function dropDraft(tx: Database, { clinicId, patientId }: Whose): Promise<void> {
  await tx
    .delete(checkInDrafts)
    .where(and(eq(checkInDrafts.clinicId, clinicId), eq(checkInDrafts.patientId, patientId)));
}
