import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { ADVICE_CODES } from "@/lib/calls/advice";
import { CLAIM_ENDS } from "@/lib/calls/claim";
import type { CallWords } from "@/lib/calls/correction";
import { DIRECTIONS, OUTCOME_CODES, SPEAKERS } from "@/lib/calls/outcomes";
import type { LinePlan } from "@/lib/follow-up/line-plan";
import { SNOOZE_ENDS } from "@/lib/follow-up/snooze";
import type { Stored } from "@/lib/stored-json";
import { LEVELS } from "@/lib/triage/protocol";
import type { DataProblem, Group } from "@/lib/worklist/groups";
import { checkIns, contactPoints, patients, recoveries } from "./care";
import { staff } from "./clinic";
import { clinicId, instant, ownId, version } from "./columns";

/**
 * One row a patient under follow-up: the worklist's line. It is derived from the open recoveries
 * and the calls, and rewritten in the transaction of each change, so that a list reads only the
 * lines it shows. `turnsAt` is the next instant at which time alone moves the line.
 */
export const followUps = pgTable(
  "follow_ups",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    openedAt: instant().notNull(),
    closedAt: instant(),
    /** The recovery with the worst level; it gives the row its words. */
    leadRecoveryId: uuid().notNull(),
    level: text({ enum: LEVELS }),
    listGroup: text().$type<Group>().notNull(),
    listRank: smallint().notNull(),
    dataProblems: text().array().$type<DataProblem[]>().notNull(),
    /** 0 when a promised call-back is overdue, else 1. */
    promiseRank: smallint().notNull(),
    /** Since when the worst unanswered reason stands; for an expected row, when its next check is due. */
    reasonSince: instant().notNull(),
    treatedAt: instant().notNull(),
    /** When silence begins to count, if nobody answers before. */
    silentAt: instant(),
    promisedAt: instant(),
    turnsAt: instant(),
    nextAction: text().notNull(),
    dueAt: instant().notNull(),
    /** Attempts by people since the reason stands; the place on the attempt ladder. */
    attempts: integer().notNull().default(0),
    lastCallId: uuid(),
    /** When somebody was last called; kept here so that counting needs no other table. */
    calledAt: instant(),
    assigneeId: uuid(),
    /** Until when the line stands behind its group, if somebody snoozed it. */
    snoozedUntil: instant(),
    /** Since when an urgent case has had no human touch; null for others, and once touched. */
    untouchedSince: instant(),
    /** When the on-call person is alerted, if nobody touches the case before. */
    alertAt: instant(),
    /** Since when the line stands where it stands: a sitting is the list as it was at an instant. */
    placedAt: instant().notNull(),
    version: version(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.leadRecoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({ columns: [t.clinicId, t.assigneeId], foreignColumns: [staff.clinicId, staff.id] }),
    uniqueIndex("follow_ups_one_open").on(t.clinicId, t.patientId).where(sql`closed_at is null`),
    index("follow_ups_in_order")
      .on(t.clinicId, t.listRank, t.promiseRank, t.reasonSince, t.treatedAt, t.id)
      .where(sql`closed_at is null`),
    index("follow_ups_turning")
      .on(t.clinicId, t.turnsAt)
      .where(sql`closed_at is null and turns_at is not null`),
    index("follow_ups_placed").on(t.clinicId, t.placedAt),
    // Everything that the counts of a list ask of a line, so that counting reads this index alone.
    index("follow_ups_counted")
      .on(
        t.clinicId,
        t.listGroup,
        t.placedAt,
        t.turnsAt,
        t.assigneeId,
        t.dueAt,
        t.calledAt,
        t.snoozedUntil,
      )
      .where(sql`closed_at is null`),
    // Who is late or waits today, and what comes next.
    index("follow_ups_due")
      .on(t.clinicId, t.dueAt, t.listGroup, t.snoozedUntil, t.turnsAt, t.assigneeId)
      .where(sql`closed_at is null and list_group <> 'expected'`),
    // Who is done for today.
    index("follow_ups_called")
      .on(t.clinicId, t.calledAt, t.dueAt, t.placedAt, t.turnsAt, t.assigneeId)
      .where(sql`closed_at is null and called_at is not null`),
    index("follow_ups_alerting")
      .on(t.clinicId, t.alertAt)
      .where(sql`closed_at is null and alert_at is not null`),
  ],
);

/**
 * Where a line stood before it moved or was closed; written by a trigger with each move. A list read as of an
 * earlier instant takes from here what has moved since.
 */
export const followUpPlaces = pgTable(
  "follow_up_places",
  {
    clinicId: clinicId(),
    followUpId: uuid().notNull(),
    placedAt: instant().notNull(),
    leftAt: instant().notNull(),
    listGroup: text().$type<Group>().notNull(),
    listRank: smallint().notNull(),
    promiseRank: smallint().notNull(),
    reasonSince: instant().notNull(),
    treatedAt: instant().notNull(),
    silentAt: instant(),
    promisedAt: instant(),
    snoozedUntil: instant(),
    turnsAt: instant(),
    assigneeId: uuid(),
    dueAt: instant().notNull(),
    calledAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.followUpId, t.placedAt] }),
    foreignKey({
      columns: [t.clinicId, t.followUpId],
      foreignColumns: [followUps.clinicId, followUps.id],
    }),
    index("follow_up_places_left").on(t.clinicId, t.leftAt),
  ],
);

/** Somebody put a line behind its group for a while. Ends by itself, by a new fact, by a call or by hand. */
export const snoozes = pgTable(
  "snoozes",
  {
    clinicId: clinicId(),
    id: ownId(),
    followUpId: uuid().notNull(),
    snoozedBy: uuid().notNull(),
    at: instant().notNull(),
    until: instant().notNull(),
    reason: text().notNull(),
    endedAt: instant(),
    endedBy: text({ enum: SNOOZE_ENDS }),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.followUpId],
      foreignColumns: [followUps.clinicId, followUps.id],
    }),
    foreignKey({ columns: [t.clinicId, t.snoozedBy], foreignColumns: [staff.clinicId, staff.id] }),
    unique("snoozes_once").on(t.clinicId, t.idempotencyKey),
    uniqueIndex("snoozes_one_open").on(t.clinicId, t.followUpId).where(sql`ended_at is null`),
    index("snoozes_of_follow_up").on(t.clinicId, t.followUpId, t.at),
  ],
);

/** A question to a licensed person, with a summary; open until somebody answers it. */
export const escalations = pgTable(
  "escalations",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    recoveryId: uuid().notNull(),
    escalatedBy: uuid().notNull(),
    toStaffId: uuid().notNull(),
    at: instant().notNull(),
    summary: text().notNull(),
    answeredAt: instant(),
    answeredBy: uuid(),
    answer: text(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.recoveryId],
      foreignColumns: [recoveries.clinicId, recoveries.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.escalatedBy],
      foreignColumns: [staff.clinicId, staff.id],
    }),
    foreignKey({ columns: [t.clinicId, t.toStaffId], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({ columns: [t.clinicId, t.answeredBy], foreignColumns: [staff.clinicId, staff.id] }),
    unique("escalations_once").on(t.clinicId, t.idempotencyKey),
    index("escalations_of_patient").on(t.clinicId, t.patientId),
    index("escalations_open").on(t.clinicId, t.toStaffId).where(sql`answered_at is null`),
  ],
);

/** Who is on call, from when on; the newest that has begun and not ended counts. */
export const onCallShifts = pgTable(
  "on_call_shifts",
  {
    clinicId: clinicId(),
    id: ownId(),
    staffId: uuid().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant(),
    setBy: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId, t.staffId], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({ columns: [t.clinicId, t.setBy], foreignColumns: [staff.clinicId, staff.id] }),
    index("on_call_shifts_newest").on(t.clinicId, t.fromAt),
  ],
);

/** An urgent case nobody touched in time, and who was told of it: one alert a wait. */
export const alerts = pgTable(
  "alerts",
  {
    clinicId: clinicId(),
    id: ownId(),
    followUpId: uuid().notNull(),
    patientId: uuid().notNull(),
    untouchedSince: instant().notNull(),
    raisedAt: instant().notNull(),
    /** The person on call; null when nobody was, and then every licensed person is shown it. */
    toStaffId: uuid(),
    seenAt: instant(),
    seenBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.followUpId],
      foreignColumns: [followUps.clinicId, followUps.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({ columns: [t.clinicId, t.toStaffId], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({ columns: [t.clinicId, t.seenBy], foreignColumns: [staff.clinicId, staff.id] }),
    unique("alerts_one_a_wait").on(t.clinicId, t.followUpId, t.untouchedSince),
    index("alerts_unseen").on(t.clinicId, t.raisedAt).where(sql`seen_at is null`),
  ],
);

/** Somebody is calling this patient. One open claim a patient; it lapses with its lease. */
export const claims = pgTable(
  "claims",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    staffId: uuid().notNull(),
    claimedAt: instant().notNull(),
    leaseUntil: instant().notNull(),
    releasedAt: instant(),
    releasedBy: text({ enum: CLAIM_ENDS }),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({ columns: [t.clinicId, t.staffId], foreignColumns: [staff.clinicId, staff.id] }),
    uniqueIndex("claims_one_open").on(t.clinicId, t.patientId).where(sql`released_at is null`),
  ],
);

export const calls = pgTable(
  "calls",
  {
    clinicId: clinicId(),
    id: ownId(),
    patientId: uuid().notNull(),
    followUpId: uuid(),
    claimId: uuid(),
    calledBy: uuid().notNull(),
    direction: text({ enum: DIRECTIONS }).notNull(),
    contactPointId: uuid(),
    startedAt: instant().notNull(),
    /** Null: nobody wrote down when it was over. */
    endedAt: instant(),
    loggedAt: instant().notNull(),
    /** The recoveries that it was about. Null: each of the patient's that was open when it began. */
    recoveryIds: uuid().array(),
    outcome: text({ enum: OUTCOME_CODES }).notNull(),
    spokeWith: text({ enum: SPEAKERS }),
    identityChecked: boolean(),
    checkInId: uuid(),
    advice: text({ enum: ADVICE_CODES }).array().notNull().default(sql`'{}'::text[]`),
    readBack: boolean(),
    providerToldId: uuid(),
    providerToldAt: instant(),
    providerAccepted: boolean(),
    nextAction: text().notNull(),
    nextDueAt: instant(),
    nextReason: text(),
    note: text(),
    /** What was planned before this call: an undo puts it back, a correction plans from it anew. */
    planBefore: jsonb().$type<Stored<LinePlan>>(),
    /** Taken back by the caller within minutes. The row stays, and counts for nothing. */
    undoneAt: instant(),
    idempotencyKey: uuid().notNull(),
    version: version(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.followUpId],
      foreignColumns: [followUps.clinicId, followUps.id],
    }),
    foreignKey({ columns: [t.clinicId, t.claimId], foreignColumns: [claims.clinicId, claims.id] }),
    foreignKey({ columns: [t.clinicId, t.calledBy], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({
      columns: [t.clinicId, t.contactPointId],
      foreignColumns: [contactPoints.clinicId, contactPoints.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.checkInId],
      foreignColumns: [checkIns.clinicId, checkIns.id],
    }),
    foreignKey({
      columns: [t.clinicId, t.providerToldId],
      foreignColumns: [staff.clinicId, staff.id],
    }),
    unique("calls_once").on(t.clinicId, t.idempotencyKey),
    index("calls_of_patient").on(t.clinicId, t.patientId, t.startedAt),
    index("calls_started").on(t.clinicId, t.startedAt),
  ],
);

/** What a call said before somebody corrected it, who did and why. */
export const callCorrections = pgTable(
  "call_corrections",
  {
    clinicId: clinicId(),
    id: ownId(),
    callId: uuid().notNull(),
    at: instant().notNull(),
    correctedBy: uuid().notNull(),
    reason: text().notNull(),
    before: jsonb().$type<Stored<CallWords>>().notNull(),
    after: jsonb().$type<Stored<CallWords>>().notNull(),
    idempotencyKey: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId, t.callId], foreignColumns: [calls.clinicId, calls.id] }),
    foreignKey({
      columns: [t.clinicId, t.correctedBy],
      foreignColumns: [staff.clinicId, staff.id],
    }),
    unique("call_corrections_once").on(t.clinicId, t.idempotencyKey),
    index("call_corrections_of_call").on(t.clinicId, t.callId, t.at),
  ],
);

/** A call form that isn't saved yet, one a person and patient; gone with the call it becomes. */
export const callDrafts = pgTable(
  "call_drafts",
  {
    clinicId: clinicId(),
    staffId: uuid().notNull(),
    patientId: uuid().notNull(),
    /** The form's fields by name, as they were typed. */
    fields: jsonb().$type<Record<string, readonly string[]>>().notNull(),
    /** Of the form that was drawn: the same call, whenever it is sent. */
    idempotencyKey: uuid().notNull(),
    savedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.staffId, t.patientId] }),
    foreignKey({ columns: [t.clinicId, t.staffId], foreignColumns: [staff.clinicId, staff.id] }),
    foreignKey({
      columns: [t.clinicId, t.patientId],
      foreignColumns: [patients.clinicId, patients.id],
    }),
  ],
);

/** A named address of the worklist: one's own, or for everybody in the clinic. */
export const savedViews = pgTable(
  "saved_views",
  {
    clinicId: clinicId(),
    id: ownId(),
    ownerId: uuid().notNull(),
    name: text().notNull(),
    /** The filters as they stand in the address. */
    query: text().notNull(),
    shared: boolean().notNull(),
    createdAt: instant().notNull(),
    version: version(),
  },
  (t) => [
    primaryKey({ columns: [t.clinicId, t.id] }),
    foreignKey({ columns: [t.clinicId, t.ownerId], foreignColumns: [staff.clinicId, staff.id] }),
    unique("saved_views_name").on(t.clinicId, t.ownerId, t.name),
  ],
);
