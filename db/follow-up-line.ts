import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { AfterCall } from "@/lib/follow-up/after-call";
import type { LinePlan } from "@/lib/follow-up/line-plan";
import { CALL_FOR, type CallReason, nextAction } from "@/lib/follow-up/next-action";
import { addOpenHours, type ClinicHours } from "@/lib/follow-up/opening-hours";
import type { SnoozeEnd } from "@/lib/follow-up/snooze";
import { mustBeTouched, nextAlert } from "@/lib/follow-up/untouched";
import type { Reaches } from "@/lib/patients/reaches";
import type { EndSource } from "@/lib/recovery/end-sources";
import type { Level } from "@/lib/triage/protocol";
import { compareLevels } from "@/lib/triage/protocol";
import { type DataProblem, groupOf, groupRank } from "@/lib/worklist/groups";
import { assessTurned } from "./assess-recovery";
import { type Database, together } from "./client";
import { assessments, contactPoints, patients, recoveries, treatments } from "./schema/care";
import { clinics } from "./schema/clinic";
import { followUps, snoozes } from "./schema/work";

type FollowUp = typeof followUps.$inferSelect;
type OpenRecovery = {
  id: string;
  openedAt: Date;
  treatedAt: Date;
  endedAtSource: EndSource;
  level: Level | null;
  /** Since when the worst reason stands; null without a reason. */
  since: Date | null;
  changesAt: Date | null;
};

/** What happened, as far as it decides the next action. */
export type Cause = {
  /** A worse level or a new reason: whatever was planned counts from now on. */
  news: boolean;
  /** Nothing was learned: time passed, or somebody snoozed or woke the line. Any plan stands. */
  idle?: true;
  /** Somebody looked after the patient: a review or an escalation. A call that was dialled always counts. */
  touched?: boolean;
  /** Set when a call was logged, or corrected, in this transaction. */
  call?: CallOnLine;
  /**
   * Set when a call was taken back: when it had been logged, and the plan from before it. With news
   * only that plan's promise and last contact hold.
   */
  backTo?: { plan: LinePlan; loggedAt: Date };
  /** Something else than their skin is a reason to call them, and soon. */
  callFor?: CallReason;
  /** Set when a person snoozed the line until then, or woke it: null. Their row in `snoozes` is their own work. */
  snooze?: Date | null;
};

/** A call on the line that it decides. Without `after` the plan stands; without `dialled` nobody was called. */
export type CallOnLine = {
  id: string;
  at: Date;
  reached: boolean;
  dialled: boolean;
  after: AfterCall | null;
};

/** A patient's line with all that decides it. */
export type Standing = {
  /** The open line, taken for the length of the transaction. */
  line: FollowUp | null;
  /** The open recoveries, the most urgent first: it gives the line its level and words. */
  open: OpenRecovery[];
  clinic: ClinicHours;
  consent: boolean;
  /** Whether the link by which they report has locked itself, and nobody has seen to it. */
  linkLocked: boolean;
  /** The phone numbers that can still be tried. */
  numbers: { id: string; reaches: Reaches }[];
};

/**
 * Rewrites the patient's line on the worklist from the open recoveries, in the transaction of
 * whatever changed them, after what time alone has changed. Opens it for the first open recovery
 * and closes it with the last. Returns how many recoveries time had turned.
 */
export async function rewriteLine(
  tx: Database,
  clinicId: string,
  patientId: string,
  happened: Cause,
  now: Date,
): Promise<number> {
  const standing = await readStanding(tx, clinicId, patientId);
  if (!isTurned(standing, now)) {
    await placeLine(tx, clinicId, patientId, standing, happened, now);
    return 0;
  }
  const { turned, news } = await assessTurned(tx, clinicId, patientId, now);
  const open = await openRecoveries(tx, clinicId, patientId);
  // Silence of a second recovery tells nothing new about somebody who is on the list already.
  const fresh = news && standing.line?.level === "expected";
  const cause = { ...happened, news: happened.news || fresh };
  await placeLine(tx, clinicId, patientId, { ...standing, open }, cause, now);
  return turned;
}

/** How a patient stands, after what time alone has changed was written down. */
export async function currentStanding(
  tx: Database,
  clinicId: string,
  patientId: string,
  now: Date,
): Promise<Standing> {
  const standing = await readStanding(tx, clinicId, patientId);
  if (!isTurned(standing, now)) return standing;
  await rewriteLine(tx, clinicId, patientId, { news: false, idle: true }, now);
  return readStanding(tx, clinicId, patientId);
}

/**
 * Writes the line that follows from a standing and what happened; what was planned counts as `from`
 * says. A call has to be stored before.
 */
export async function placeLine(
  tx: Database,
  clinicId: string,
  patientId: string,
  standing: Standing,
  cause: Cause,
  now: Date,
  from: FollowUp | null = standing.line,
): Promise<void> {
  const { line, clinic } = standing;
  const [lead, ...others] = standing.open;
  if (!lead) {
    if (line) await moveLine(tx, line, { closedAt: now, ...lastContact(from, cause) }, now);
    return;
  }
  const dataProblems = dataProblemsOf(standing);
  const planned = planNext(from, lead, cause, now, clinic);
  const plan = cause.callFor ? calledFor(cause.callFor, planned, now, clinic) : planned;
  const group = groupOf({ level: lead.level, dataProblems, promisedAt: plan.promisedAt }, now);
  const silentAt =
    lead.level === "expected" ? earliest([lead, ...others].map((r) => r.changesAt)) : null;
  const snoozedUntil = line && (await stillSnoozed(tx, line, cause, now));
  const untouchedSince = waitingSince(from, lead, cause, now);
  const values = {
    leadRecoveryId: lead.id,
    level: lead.level,
    listGroup: group,
    listRank: groupRank(group),
    dataProblems: [...dataProblems],
    promiseRank: promiseRank(plan.promisedAt, snoozedUntil, now),
    treatedAt: lead.treatedAt,
    silentAt,
    turnsAt: earliest(
      [silentAt, plan.promisedAt, snoozedUntil].filter((at) => at !== null && at > now),
    ),
    snoozedUntil,
    untouchedSince,
    alertAt:
      untouchedSince &&
      nextAlert(
        { level: lead.level, untouchedSince, planned: line?.alertAt ?? null, news: cause.news },
        now,
      ),
    ...plan,
  };
  if (line) await moveLine(tx, line, values, now);
  else {
    const places = { openedAt: now, placedAt: now };
    await tx.insert(followUps).values({ clinicId, patientId, ...places, ...values });
  }
}

/** The patient's open line, taken for the length of the transaction. */
export async function openLine(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<FollowUp | null> {
  const [line] = await tx
    .select()
    .from(followUps)
    .where(
      and(
        eq(followUps.clinicId, clinicId),
        eq(followUps.patientId, patientId),
        isNull(followUps.closedAt),
      ),
    )
    .for("update");
  return line ?? null;
}

/** The open recovery that gives the line its level and words; null when none is open. */
export async function leadRecovery(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<OpenRecovery | null> {
  return (await openRecoveries(tx, clinicId, patientId))[0] ?? null;
}

/** How a patient stands as it is written down. */
export async function readStanding(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<Standing> {
  const [line, open, reach] = await together([
    openLine(tx, clinicId, patientId),
    openRecoveries(tx, clinicId, patientId),
    readReach(tx, clinicId, patientId),
  ]);
  return { line, open, ...reach };
}

function isTurned({ open }: Standing, now: Date): boolean {
  return open.some(({ changesAt }) => changesAt !== null && changesAt <= now);
}

/** When the clinic works, and how the patient can be reached: all that one statement can tell. */
async function readReach(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<Pick<Standing, "clinic" | "consent" | "linkLocked" | "numbers">> {
  const rows = await tx
    .select({
      openingHours: clinics.openingHours,
      holidays: clinics.holidays,
      timeZone: clinics.timeZone,
      consent: patients.consentToContact,
      linkLocked: sql<boolean>`exists (select from check_in_links l
        join patients p on p.clinic_id = ${clinicId} and p.id = l.patient_id
        where l.clinic_id = ${clinicId} and ${patientId} in (p.id, p.merged_into)
          and l.locked_at is not null and l.revoked_at is null)`,
      numberId: contactPoints.id,
      reaches: contactPoints.reaches,
    })
    .from(clinics)
    .innerJoin(patients, and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)))
    .leftJoin(
      contactPoints,
      and(
        eq(contactPoints.clinicId, clinicId),
        eq(contactPoints.patientId, patientId),
        eq(contactPoints.kind, "phone"),
        eq(contactPoints.usable, true),
      ),
    )
    .where(eq(clinics.id, clinicId));
  const [{ consent, linkLocked, openingHours, holidays, timeZone }] = rows as [
    (typeof rows)[number],
  ];
  const numbers = rows.flatMap(({ numberId: id, reaches }) =>
    id === null || reaches === null ? [] : [{ id, reaches }],
  );
  return { clinic: { openingHours, holidays, timeZone }, consent, linkLocked, numbers };
}

/** Failed rules first, then worst level, oldest reason, highest hour. */
async function openRecoveries(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<OpenRecovery[]> {
  const rows = await tx
    .select({
      id: recoveries.id,
      openedAt: recoveries.openedAt,
      treatedAt: treatments.endedAt,
      endedAtSource: treatments.endedAtSource,
      level: assessments.level,
      reasons: assessments.reasons,
      changesAt: assessments.changesAt,
    })
    .from(recoveries)
    .innerJoin(
      treatments,
      and(eq(treatments.clinicId, recoveries.clinicId), eq(treatments.id, recoveries.id)),
    )
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
      ),
    )
    .orderBy(asc(recoveries.id));
  const open = rows.map(({ reasons, ...row }) => ({
    ...row,
    since: earliest(
      reasons
        .filter((reason) => reason.level === row.level)
        .map((reason) => new Date(reason.since)),
    ),
  }));
  return byUrgency(open);
}

function byUrgency(open: OpenRecovery[]): OpenRecovery[] {
  return open.toSorted((a, b) => {
    if (a.level === null || b.level === null)
      return Number(b.level === null) - Number(a.level === null);
    return (
      compareLevels(b.level, a.level) ||
      (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0) ||
      a.treatedAt.getTime() - b.treatedAt.getTime()
    );
  });
}

type Plan = Omit<LinePlan, "snoozedUntil" | "untouchedSince">;

/**
 * A call decides what comes next; so does news. Otherwise the plan stands, unless the level sank.
 * Nothing that was known before the desk opened the recovery is late from the start.
 */
function planNext(
  line: FollowUp | null,
  lead: OpenRecovery,
  cause: Cause,
  now: Date,
  clinic: ClinicHours,
): Plan {
  const reasonSince = laterOf(lead.since ?? now, lead.openedAt);
  const fresh = nextAction(lead.level, reasonSince, lead.treatedAt, now, clinic);
  const contact = lastContact(line, cause);
  if (cause.backTo && !cause.news) {
    const { snoozedUntil: _, untouchedSince: __, ...plan } = cause.backTo.plan;
    return plan;
  }
  if (cause.call?.after) {
    const { action, ...after } = cause.call.after;
    return {
      ...after,
      ...contact,
      nextAction: action,
      reasonSince:
        cause.call.reached || lead.level === "expected"
          ? after.dueAt
          : (line?.reasonSince ?? reasonSince),
    };
  }
  // A promise outlives news: only a call keeps or breaks it.
  const promisedAt = (cause.backTo?.plan ?? line)?.promisedAt ?? null;
  const planned = {
    nextAction: fresh.action,
    dueAt: promisedAt !== null && promisedAt < fresh.dueAt ? promisedAt : fresh.dueAt,
    promisedAt,
    attempts: 0,
    reasonSince: lead.level === "expected" ? fresh.dueAt : reasonSince,
    ...contact,
  };
  if (line === null || cause.news) return planned;
  const sank =
    line.level !== null && lead.level !== null && compareLevels(lead.level, line.level) < 0;
  if (sank && line.promisedAt === null) return planned;
  if (lead.level === "expected" && line.promisedAt === null && !cause.idle) return planned;
  return {
    nextAction: line.nextAction,
    dueAt: line.dueAt,
    promisedAt: line.promisedAt,
    attempts: line.attempts,
    reasonSince: line.reasonSince,
    ...contact,
  };
}

/** The plan with a call that was promised by then: only a call ends it, and an earlier one stands. */
function calledFor(reason: CallReason, plan: Plan, now: Date, clinic: ClinicHours): Plan {
  const { action, clinicHours } = CALL_FOR[reason];
  const by = addOpenHours(now, clinicHours, clinic);
  if (plan.promisedAt !== null && plan.promisedAt <= by) return plan;
  const sooner = plan.dueAt <= by ? plan : { ...plan, dueAt: by, nextAction: action };
  return { ...sooner, promisedAt: by };
}

/** When somebody was last called, and in which call. */
function lastContact(
  line: FollowUp | null,
  { call, backTo }: Cause,
): Pick<FollowUp, "lastCallId" | "calledAt"> {
  if (call?.dialled) return { lastCallId: call.id, calledAt: call.at };
  const { lastCallId = null, calledAt = null } = backTo?.plan ?? line ?? {};
  return { lastCallId, calledAt };
}

function dataProblemsOf({ open, numbers, consent, linkLocked }: Standing): DataProblem[] {
  const problems: DataProblem[] = [];
  // An emergency contact is asked when nobody else can be reached, and isn't the patient.
  if (!numbers.some(({ reaches }) => reaches !== "emergency")) problems.push("no_usable_number");
  if (!consent) problems.push("no_consent");
  if (open.some((each) => each.endedAtSource === "day_only")) problems.push("no_treatment_time");
  if (linkLocked) problems.push("link_locked");
  return problems;
}

/** A promise that is due comes first in its group, a snooze puts last; a promise outranks a snooze. */
function promiseRank(promisedAt: Date | null, snoozedUntil: Date | null, now: Date): number {
  if (promisedAt !== null && promisedAt <= now) return 0;
  return snoozedUntil !== null && snoozedUntil > now ? 2 : 1;
}

/**
 * A snooze ends with its time, with something new, and with a call; taking the call back puts it
 * back. Null once it is over.
 */
async function stillSnoozed(
  tx: Database,
  line: FollowUp,
  cause: Cause,
  now: Date,
): Promise<Date | null> {
  if (cause.snooze !== undefined) return cause.snooze;
  if (cause.backTo && line.snoozedUntil === null) return snoozeAgain(tx, line, cause, now);
  if (line.snoozedUntil === null) return null;
  const endedBy = snoozeEnd(line.snoozedUntil, cause, now);
  if (endedBy === null) return line.snoozedUntil;
  await tx
    .update(snoozes)
    .set({ endedAt: now, endedBy })
    .where(
      and(
        eq(snoozes.clinicId, line.clinicId),
        eq(snoozes.followUpId, line.id),
        isNull(snoozes.endedAt),
      ),
    );
  return null;
}

function snoozeEnd(until: Date, cause: Cause, now: Date): SnoozeEnd | null {
  if (cause.news) return "new_fact";
  if (cause.call?.after) return "call";
  return until <= now ? "time" : null;
}

async function snoozeAgain(
  tx: Database,
  line: FollowUp,
  { backTo, news }: Cause,
  now: Date,
): Promise<Date | null> {
  const until = backTo?.plan.snoozedUntil ?? null;
  if (!backTo || until === null || until <= now || news) return null;
  await tx
    .update(snoozes)
    .set({ endedAt: null, endedBy: null })
    .where(
      and(
        eq(snoozes.clinicId, line.clinicId),
        eq(snoozes.followUpId, line.id),
        eq(snoozes.endedAt, backTo.loggedAt),
        eq(snoozes.endedBy, "call"),
      ),
    );
  return until;
}

/** Since when an urgent case waits for a human touch: from its news until somebody looks after it. */
function waitingSince(
  line: FollowUp | null,
  lead: OpenRecovery,
  cause: Cause,
  now: Date,
): Date | null {
  if (!mustBeTouched(lead.level) || cause.touched || cause.call?.after) return null;
  if (cause.backTo?.plan.untouchedSince) return cause.backTo.plan.untouchedSince;
  if (line?.untouchedSince) return line.untouchedSince;
  const begins = line === null || cause.news || !mustBeTouched(line.level);
  return begins ? now : null;
}

/** What says where a line stands, for a list read now or as of then. */
const PLACE = [
  "listGroup",
  "listRank",
  "promiseRank",
  "reasonSince",
  "treatedAt",
  "silentAt",
  "promisedAt",
  "snoozedUntil",
  "turnsAt",
  "assigneeId",
  "dueAt",
  "calledAt",
  "closedAt",
] as const satisfies readonly (keyof FollowUp)[];

/**
 * Changes a line, and says since when it stands there if that moves it: the database then keeps its
 * old place. The one way in which a line is changed.
 */
export async function moveLine(
  tx: Database,
  line: FollowUp,
  values: Partial<typeof followUps.$inferInsert>,
  now: Date,
): Promise<void> {
  const moves = PLACE.some(
    (part) => part in values && values[part]?.valueOf() !== (line[part] ?? undefined)?.valueOf(),
  );
  await tx
    .update(followUps)
    .set({
      ...values,
      ...(moves ? { placedAt: laterOf(now, line.placedAt) } : {}),
      version: line.version + 1,
    })
    .where(and(eq(followUps.clinicId, line.clinicId), eq(followUps.id, line.id)));
}

function earliest(instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((at) => at !== null).map((at) => at.getTime());
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}

function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b;
}
