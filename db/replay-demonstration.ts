import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { StaffActor } from "@/lib/actor";
import type { DemoStaff } from "@/lib/demonstration/clinic";
import type { Step } from "@/lib/demonstration/plot";
import { NOT_CLEARABLE } from "@/lib/triage/protocol";
import { type AddedPatient, addPatient } from "./add-patient";
import { type Database, inClinic } from "./client";
import { rewriteLine } from "./follow-up-line";
import { writeAudit } from "./mutations/audit";
import { recordCall } from "./mutations/calls";
import { keepCheckIn, lockPatient, recordCheckIn } from "./mutations/check-ins";
import { claimFollowUp } from "./mutations/claims";
import { closeRecovery } from "./mutations/closures";
import { answerEscalation, escalatePatient } from "./mutations/escalations";
import { askForMessage } from "./mutations/messages";
import { freezeMonths } from "./mutations/report-months";
import { clearReasons, standingReasons } from "./mutations/reviews";
import { snoozeFollowUps } from "./mutations/snoozes";
import { turnRecoveries } from "./mutations/turned-recoveries";
import { openRecovery } from "./open-recovery";
import { messageRound, textComes } from "./replay-messages";
import { assessments, recoveries } from "./schema/care";
import { followUps } from "./schema/work";

/** The invented clinic as it stands in the database; filled while its steps are replayed. */
export type DemoCast = {
  clinicId: string;
  siteIds: string[];
  staff: Record<DemoStaff, StaffActor>;
  /** By the person's key. */
  patients: Map<number, AddedPatient>;
  /** By the treatment's key. */
  recoveries: Map<number, string>;
  /** Numbers to which the provider refuses messages. */
  refused: Set<string>;
};

type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

/**
 * Does one step of the demonstration as the desk itself would have done it at that instant. A step
 * that the desk refuses is a mistake in the story, and throws.
 */
export async function replayStep(tx: Database, cast: DemoCast, step: Step): Promise<void> {
  switch (step.kind) {
    case "treat":
      return treat(tx, cast, step);
    case "report":
      return step.by === null ? reportAlone(tx, cast, step) : reportTo(tx, cast, step, step.by);
    case "claim":
      return claim(tx, cast, step);
    case "call":
      return call(tx, cast, step);
    case "review":
      return review(tx, cast, step);
    case "close":
      return close(tx, cast, step);
    case "fail":
      return fail(tx, cast, step);
    case "assign":
      return assign(tx, cast, step);
    case "snooze":
      return snooze(tx, cast, step);
    case "ask":
      return ask(tx, cast, step);
    case "write":
      return write(tx, cast, step);
    case "refuse":
      for (const { value } of step.person.phones) cast.refused.add(value);
      return;
    case "text":
      return textComes(tx, cast.clinicId, step);
    case "turn":
      return rounds(tx, cast, step.at);
    case "send":
      return messageRound(tx, cast.clinicId, cast.refused, step.at);
  }
}

/** What the schedule does by itself. */
async function rounds(tx: Database, { clinicId }: DemoCast, at: Date): Promise<void> {
  const actor = { kind: "job", clinicId, job: "rounds" } as const;
  await turnRecoveries(actor, at, tx);
  await freezeMonths(actor, at, tx);
}

async function treat(tx: Database, cast: DemoCast, step: StepOf<"treat">): Promise<void> {
  const { clinicId } = cast;
  const { person, at } = step;
  await inClinic(cast, tx, async (inner) => {
    const added = cast.patients.get(person.key) ?? (await addPatient(inner, clinicId, person, at));
    cast.patients.set(person.key, added);
    const { key, site, ...treatment } = step.treatment;
    const siteId = cast.siteIds[site] ?? null;
    const newTreatment = { ...treatment, patientId: added.patientId, siteId };
    const recoveryId = expectFound(await openRecovery(inner, clinicId, newTreatment, at));
    cast.recoveries.set(key, recoveryId);
    await rewriteLine(inner, clinicId, added.patientId, { news: true }, at);
  });
}

async function reportTo(
  tx: Database,
  cast: DemoCast,
  step: StepOf<"report">,
  by: DemoStaff,
): Promise<void> {
  expectDone(await recordCheckIn(cast.staff[by], entryOf(cast, step, "staff_clinic"), step.at, tx));
}

/** What the patient's own page does: nobody is signed in, so the desk is the actor. */
async function reportAlone(tx: Database, cast: DemoCast, step: StepOf<"report">): Promise<void> {
  const { clinicId } = cast;
  const entry = entryOf(cast, step, "patient");
  const actor = { kind: "job", clinicId, job: "patient-page" } as const;
  await inClinic(actor, tx, async (inner) => {
    await lockPatient(inner, clinicId, entry.patientId);
    const kept = expectDone(await keepCheckIn(inner, clinicId, null, entry, step.at));
    await rewriteLine(inner, clinicId, entry.patientId, { news: kept.news }, step.at);
    const details = { source: entry.source, corrects: null };
    const { patientId } = entry;
    await writeAudit(
      inner,
      actor,
      { action: "check_in.record", patientId, subjectId: kept.checkInId, details },
      step.at,
    );
  });
}

function entryOf(cast: DemoCast, step: StepOf<"report">, source: "patient" | "staff_clinic") {
  return {
    patientId: patientOf(cast, step).patientId,
    recoveryId: step.treatment === null ? null : recoveryOf(cast, step.treatment),
    observedAt: step.observedAt,
    source,
    identityVerified: source === "patient" ? null : true,
    answers: step.answers,
    note: step.note,
    idempotencyKey: uuidv7(),
  };
}

async function claim(tx: Database, cast: DemoCast, step: StepOf<"claim">): Promise<void> {
  const { patientId } = patientOf(cast, step);
  expectDone(await claimFollowUp(cast.staff[step.by], { patientId, takeOver: false }, step.at, tx));
}

async function call(tx: Database, cast: DemoCast, step: StepOf<"call">): Promise<void> {
  const { patientId, phoneIds } = patientOf(cast, step);
  const { direction, outcome, phone, reached, promisedAt, nextContact, note } = step;
  const toldProvider = { staffId: cast.staff.helen.staffId, accepted: true };
  const entry = {
    direction,
    outcome,
    promisedAt,
    nextContact,
    note,
    patientId,
    contactPointId: phone === null ? null : expectFound(phoneIds[phone]),
    reached: reached && {
      ...reached,
      provider: reached.toldProvider ? toldProvider : null,
      noProviderReached: !reached.toldProvider,
    },
    lastSeenCallId: null,
    idempotencyKey: uuidv7(),
  };
  expectDone(await recordCall(cast.staff[step.by], entry, step.at, tx));
}

/** Clears everything that stands and that a review can clear. */
async function review(tx: Database, cast: DemoCast, step: StepOf<"review">): Promise<void> {
  const { patientId } = patientOf(cast, step);
  const recoveryId = recoveryOf(cast, step.treatment);
  const standing = await inClinic(cast, tx, (inner) =>
    standingReasons(inner, cast.clinicId, patientId, recoveryId),
  );
  const clears = [...expectFound(standing).keys()].filter((code) => !NOT_CLEARABLE.has(code));
  const entry = { patientId, recoveryId, clears, note: step.note, idempotencyKey: uuidv7() };
  expectDone(await clearReasons(cast.staff.helen, entry, step.at, tx));
}

async function close(tx: Database, cast: DemoCast, step: StepOf<"close">): Promise<void> {
  const { patientId } = patientOf(cast, step);
  const recoveryId = recoveryOf(cast, step.treatment);
  const { outcome, note, at } = step;
  const entry = { patientId, recoveryId, outcome, note, idempotencyKey: uuidv7() };
  expectDone(await closeRecovery(cast.staff.helen, entry, at, tx));
}

/** Leaves what a rule that throws leaves: an assessment without a level or a reason. */
async function fail(tx: Database, cast: DemoCast, step: StepOf<"fail">): Promise<void> {
  const { clinicId } = cast;
  const { patientId } = patientOf(cast, step);
  const ofRecovery = and(
    eq(recoveries.clinicId, clinicId),
    eq(recoveries.id, recoveryOf(cast, step.treatment)),
  );
  await inClinic(cast, tx, async (inner) => {
    const [before] = await inner
      .select({ assessment: assessments })
      .from(recoveries)
      .innerJoin(
        assessments,
        and(
          eq(assessments.clinicId, recoveries.clinicId),
          eq(assessments.id, recoveries.assessmentId),
        ),
      )
      .where(ofRecovery);
    const nothing = { reasons: [], normal: [], trends: [], changesAt: null, changesTo: null };
    const id = uuidv7();
    await inner.insert(assessments).values({
      ...expectFound(before).assessment,
      ...nothing,
      id,
      at: step.at,
      cause: "time",
      level: null,
    });
    await inner.update(recoveries).set({ assessmentId: id }).where(ofRecovery);
    await rewriteLine(inner, clinicId, patientId, { news: true }, step.at);
  });
}

async function assign(tx: Database, cast: DemoCast, step: StepOf<"assign">): Promise<void> {
  const { clinicId } = cast;
  const { patientId } = patientOf(cast, step);
  const openLine = and(
    eq(followUps.clinicId, clinicId),
    eq(followUps.patientId, patientId),
    isNull(followUps.closedAt),
  );
  const assigneeId = cast.staff[step.to].staffId;
  await inClinic(cast, tx, (inner) => inner.update(followUps).set({ assigneeId }).where(openLine));
}

async function snooze(tx: Database, cast: DemoCast, step: StepOf<"snooze">): Promise<void> {
  const { patientId } = patientOf(cast, step);
  const { by, until, reason, at } = step;
  const entry = { patientIds: [patientId], until, reason, idempotencyKey: uuidv7() };
  const { refused } = expectDone(await snoozeFollowUps(cast.staff[by], entry, at, tx));
  for (const why of Object.keys(refused)) throw new Error(`The story can't snooze: ${why}`);
}

async function ask(tx: Database, cast: DemoCast, step: StepOf<"ask">): Promise<void> {
  const { patientId } = patientOf(cast, step);
  const { by, summary, answer, at } = step;
  const question = {
    patientId,
    recoveryId: recoveryOf(cast, step.treatment),
    toStaffId: cast.staff.helen.staffId,
    summary,
    idempotencyKey: uuidv7(),
  };
  const { escalationId } = expectDone(await escalatePatient(cast.staff[by], question, at, tx));
  if (answer === null) return;
  const sent = { patientId, escalationId, answer };
  expectDone(await answerEscalation(cast.staff.helen, sent, at, tx));
}

async function write(tx: Database, cast: DemoCast, step: StepOf<"write">): Promise<void> {
  const { patientId } = patientOf(cast, step);
  const { template, by, at } = step;
  const asked = { patientId, template, idempotencyKey: uuidv7(), channels: [] };
  const result = await askForMessage(cast.staff[by], asked, at, tx);
  // Somebody whose only number is dead can't be written to: then nobody is.
  if (!result.ok && result.reason === "held") return;
  expectDone(result);
}

function patientOf(cast: DemoCast, step: { person: { key: number } }): AddedPatient {
  return expectFound(cast.patients.get(step.person.key));
}

function recoveryOf(cast: DemoCast, treatment: { key: number }): string {
  return expectFound(cast.recoveries.get(treatment.key));
}

function expectFound<T>(found: T | null | undefined): T {
  if (found === null || found === undefined)
    throw new Error("The story names nobody it has told of.");
  return found;
}

function expectDone<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) {
    const reason = "reason" in result ? String(result.reason) : "unknown";
    throw new Error(`The desk refuses a step of the demonstration: ${reason}`);
  }
  return result as Extract<T, { ok: true }>;
}
