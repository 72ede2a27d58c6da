import { and, asc, count, eq, isNull } from "drizzle-orm";
import type { AfterCall } from "@/lib/follow-up/after-call";
import { nextAction } from "@/lib/follow-up/next-action";
import type { ClinicHours } from "@/lib/follow-up/opening-hours";
import type { SnoozeEnd } from "@/lib/follow-up/snooze";
import { alertDue, mustBeTouched } from "@/lib/follow-up/untouched";
import type { EndSource } from "@/lib/recovery/end-sources";
import type { Level } from "@/lib/triage/protocol";
import { compareLevels } from "@/lib/triage/protocol";
import { type DataProblem, groupOf, groupRank } from "@/lib/worklist/groups";
import { assessTurned } from "./assess-recovery";
import type { Database } from "./client";
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
  /** Somebody looked after the patient: a review or an escalation. A call that was dialled always counts. */
  touched?: boolean;
  /** Set when a call was logged in this transaction. */
  call?: { id: string; reached: boolean; after: AfterCall | null };
  /** Set when a person snoozed the line until then, or woke it: null. Their row in `snoozes` is their own work. */
  snooze?: Date | null;
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
  const { turned, news } = await assessTurned(tx, clinicId, patientId, now);
  const line = await openLine(tx, clinicId, patientId);
  // Silence of a second recovery tells nothing new about somebody who is on the list already.
  const cause = { ...happened, news: happened.news || (news && line?.level === "expected") };
  const [lead, ...others] = byUrgency(await openRecoveries(tx, clinicId, patientId));
  if (!lead) {
    if (line) await moveLine(tx, line, { closedAt: now, ...called(cause, now) }, now);
    return turned;
  }
  const clinic = await hoursOf(tx, clinicId);
  const dataProblems = await findDataProblems(tx, clinicId, patientId, [lead, ...others]);
  const plan = planNext(line, lead, cause, now, clinic);
  const group = groupOf({ level: lead.level, dataProblems, promisedAt: plan.promisedAt }, now);
  const silentAt =
    lead.level === "expected" ? earliest([lead, ...others].map((r) => r.changesAt)) : null;
  const snoozedUntil = line && (await stillSnoozed(tx, line, cause, now));
  const untouchedSince = waitingSince(line, lead, cause, now);
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
    alertAt: untouchedSince && alertDue(lead.level, untouchedSince),
    ...plan,
  };
  if (line) await moveLine(tx, line, values, now);
  else {
    const places = { openedAt: now, placedAt: now };
    await tx.insert(followUps).values({ clinicId, patientId, ...places, ...values });
  }
  return turned;
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
  return byUrgency(await openRecoveries(tx, clinicId, patientId))[0] ?? null;
}

/** How many of the patient's phone numbers can still be tried. */
export async function countUsableNumbers(
  tx: Database,
  clinicId: string,
  patientId: string,
): Promise<number> {
  const [numbers] = await tx
    .select({ usable: count() })
    .from(contactPoints)
    .where(
      and(
        eq(contactPoints.clinicId, clinicId),
        eq(contactPoints.patientId, patientId),
        eq(contactPoints.kind, "phone"),
        eq(contactPoints.usable, true),
      ),
    );
  return numbers!.usable;
}

/** The clinic's opening times and zone. */
export async function hoursOf(tx: Database, clinicId: string): Promise<ClinicHours> {
  const [clinic] = await tx
    .select({
      openingHours: clinics.openingHours,
      holidays: clinics.holidays,
      timeZone: clinics.timeZone,
    })
    .from(clinics)
    .where(eq(clinics.id, clinicId));
  return clinic!;
}

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
  return rows.map(({ reasons, ...row }) => ({
    ...row,
    since: earliest(
      reasons
        .filter((reason) => reason.level === row.level)
        .map((reason) => new Date(reason.since)),
    ),
  }));
}

/** Failed rules first, then worst level, oldest reason, highest hour. */
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

type Plan = Pick<FollowUp, "nextAction" | "dueAt" | "promisedAt" | "attempts" | "reasonSince"> &
  Partial<Pick<FollowUp, "lastCallId" | "calledAt">>;

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
  if (cause.call?.after) {
    const { action, ...after } = cause.call.after;
    return {
      ...after,
      ...called(cause, now),
      nextAction: action,
      reasonSince:
        cause.call.reached || lead.level === "expected"
          ? after.dueAt
          : (line?.reasonSince ?? reasonSince),
    };
  }
  // A promise outlives news: only a call keeps or breaks it.
  const promisedAt = line?.promisedAt ?? null;
  const planned = {
    nextAction: fresh.action,
    dueAt: promisedAt !== null && promisedAt < fresh.dueAt ? promisedAt : fresh.dueAt,
    promisedAt,
    attempts: 0,
    reasonSince: lead.level === "expected" ? fresh.dueAt : reasonSince,
    ...called(cause, now),
  };
  if (line === null || cause.news) return planned;
  const sank =
    line.level !== null && lead.level !== null && compareLevels(lead.level, line.level) < 0;
  if (sank && line.promisedAt === null) return planned;
  if (lead.level === "expected" && line.promisedAt === null) return planned;
  return {
    nextAction: line.nextAction,
    dueAt: line.dueAt,
    promisedAt: line.promisedAt,
    attempts: line.attempts,
    reasonSince: line.reasonSince,
    ...called(cause, now),
  };
}

function called({ call }: Cause, now: Date): Partial<Pick<FollowUp, "lastCallId" | "calledAt">> {
  return call?.after ? { lastCallId: call.id, calledAt: now } : {};
}

async function findDataProblems(
  tx: Database,
  clinicId: string,
  patientId: string,
  open: readonly OpenRecovery[],
): Promise<DataProblem[]> {
  const [patient] = await tx
    .select({ consent: patients.consentToContact })
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)));
  const numbers = await countUsableNumbers(tx, clinicId, patientId);
  const problems: DataProblem[] = [];
  if (numbers === 0) problems.push("no_usable_number");
  if (!patient!.consent) problems.push("no_consent");
  if (open.some((each) => each.endedAtSource === "day_only")) problems.push("no_treatment_time");
  return problems;
}

/** A promise that is due comes first in its group, a snooze puts last; a promise outranks a snooze. */
function promiseRank(promisedAt: Date | null, snoozedUntil: Date | null, now: Date): number {
  if (promisedAt !== null && promisedAt <= now) return 0;
  return snoozedUntil !== null && snoozedUntil > now ? 2 : 1;
}

/** A snooze ends with its time, with something new, and with a call. Null once it is over. */
async function stillSnoozed(
  tx: Database,
  line: FollowUp,
  cause: Cause,
  now: Date,
): Promise<Date | null> {
  if (cause.snooze !== undefined) return cause.snooze;
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

/** Since when an urgent case waits for a human touch: from its news until somebody looks after it. */
function waitingSince(
  line: FollowUp | null,
  lead: OpenRecovery,
  cause: Cause,
  now: Date,
): Date | null {
  if (!mustBeTouched(lead.level) || cause.touched || cause.call?.after) return null;
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
